import { beforeEach, describe, expect, test } from 'vitest';
import type { Problem, PublicBadgeView } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { at, holdersWorld } from './holders.ts';

let world: ReturnType<typeof holdersWorld>;
beforeEach(() => {
  world = holdersWorld();
});

const script = '"><script>alert(1)</script>';

describe('the public badge', () => {
  test('is one document in four forms, which say the same and may be kept for a minute', async () => {
    await world.apply('ada');
    const json = await world.get<PublicBadgeView>('/badges/ada.json');
    expect(json.body).toEqual({
      ...{ handle: 'ada', displayName: 'Ada', kind: 'person', verified: true, status: 'verified', since: at },
      ...{ until: '2026-12-24T12:00:00.000Z', url: 'https://ada.example/' },
    });
    const forms = {
      '': 'text/html; charset=utf-8',
      '.json': 'application/json',
      '.svg': 'image/svg+xml',
      '.png': 'image/png',
    };
    for (const [form, type] of Object.entries(forms)) {
      const { status, headers, text } = await world.get(`/badges/ada${form}`);
      expect([status, headers['content-type']], form).toEqual([200, type]);
      expect(headers).toMatchObject({ 'cache-control': 'public, max-age=60', 'x-content-type-options': 'nosniff' });
      if (form !== '.png') expect(text).toContain('verified');
      const again = await world.get(`/badges/ada${form}`, { 'if-none-match': headers.etag! });
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', headers.etag]);
    }
  });

  test('costs one round trip to the table once a process has seen the handle', async () => {
    const table = memoryTable();
    const calls: string[] = [];
    const noted = <A extends unknown[], R>(name: string, call: (...input: A) => R) => {
      return (...input: A): R => {
        calls.push(name);
        return call(...input);
      };
    };
    const watched: Table = {
      ...table,
      get: noted('get', table.get),
      query: noted('query', table.query),
      getAll: noted('getAll', table.getAll),
    };
    world = holdersWorld({ table: watched });
    await world.apply('ada');
    const whole = (count: number) => Array.from({ length: count }, () => 'getAll');
    for (const [form, trips] of [
      ['', 2],
      ['.svg', 1],
      ['.json', 1],
      ['.png', 1],
    ] as const) {
      calls.length = 0;
      expect((await world.get(`/badges/ada${form}`)).status).toBe(200);
      expect(calls).toEqual(whole(trips));
    }
  });

  test.each([
    ['never approved', { firstApprovedAt: null, state: 'in_review' }],
    ['refused at first', { firstApprovedAt: null, state: 'refused' }],
  ] as const)('is nothing of one that was %s', async (_, more) => {
    await world.apply('ada', more);
    for (const form of ['', '.json', '.svg', '.png', '.txt'])
      expect((await world.get(`/badges/ada${form}`)).status).toBe(404);
  });

  test.each([
    ['suspended', { state: 'in_review' }],
    ['suspended', { state: 'needs_more' }],
    ['expired', { paid: false }],
    ['revoked', { state: 'revoked' }],
  ] as const)('that is %s says so, and shows nothing of a valid mark (%j)', async (status, more) => {
    await world.apply('ada', { ...more, provenDomain: 'ada.example' });
    expect((await world.get('/badges/ada.json')).body).toEqual({
      ...{ handle: 'ada', displayName: 'Ada', kind: 'person', verified: false, status, since: at },
    });
    for (const form of ['', '.svg', '.svg?form=card']) {
      const { text } = await world.get(`/badges/ada${form}`);
      expect(text).toContain(status);
      expect(text).not.toMatch(/verified|ada\.example|#1a67d2|M3\.7 7\.2/);
    }
  });

  test('tells why a badge was revoked only where the operator says so in public', async () => {
    const revoked = { state: 'revoked', reason: `Not Ada ${script}` } as const;
    const application = await world.apply('ada', revoked);
    expect((await world.get('/badges/ada')).text).not.toContain('Not Ada');
    await world.change(application, { reasonIsPublic: true });
    expect((await world.get('/badges/ada.json')).body).toMatchObject({ reason: revoked.reason });
    expect((await world.get('/badges/ada')).text).toContain('Not Ada &#34;&#62;&#60;script&#62;');
  });

  test('names what stands behind it: the copy of the picture, the proven domain, the organization', async () => {
    await world.apply('acme', { kind: 'organization', badge: 'verified_organization' });
    const behind = { parent: 'acme', pictureSha256: 'abc', provenDomain: 'ada.example' };
    await world.apply('ada', { ...behind, paid: false });
    expect((await world.get('/badges/ada.json')).body).toMatchObject({
      ...{ verified: true, picture: '/badges/ada/picture', provenDomain: 'ada.example', parent: 'acme' },
    });
    const { text } = await world.get('/badges/ada');
    for (const part of ['src="/badges/ada/picture"', 'href="/badges/acme"']) expect(text).toContain(part);
  });
});

test('an affiliate’s mark stands with its organization’s and falls with it', async () => {
  const parent = await world.apply('acme', { kind: 'organization', badge: 'verified_organization' });
  await world.apply('bob', { parent: 'acme', paid: false });
  expect((await world.get('/badges/bob.svg')).text).toMatch(/#1a67d2.*#e3b009/s);
  await world.change(parent, { state: 'in_review' });
  expect((await world.get('/badges/bob.json')).body).toMatchObject({ verified: false, status: 'suspended' });
});

describe('a mark', () => {
  const hostile = { displayName: script, url: `https://ada.example/?${script}` };

  test.each(['', '.svg', '.svg?form=card', '?lang=ar'])(
    'and its page (%s) carry markup of ours alone, and no script',
    async (form) => {
      await world.apply('ada', hostile);
      const { text, headers } = await world.get(`/badges/ada${form}`);
      expect(text).not.toMatch(/<script|alert\(1\)<|\son\w+=|javascript:/i);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/);
    },
  );

  test('may be shown by any page, and runs and loads nothing', async () => {
    await world.apply('ada');
    for (const form of ['.svg', '.png']) {
      const { headers } = await world.get(`/badges/ada${form}`);
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(headers['content-security-policy']).toContain('sandbox');
    }
    const { text } = await world.get('/badges/ada.svg');
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|<image|<foreignObject/);
  });

  test('is as high as asked for, in the theme, language and direction asked for', async () => {
    await world.apply('ada');
    const svg = async (query: string) => (await world.get(`/badges/ada.svg${query}`)).text;
    expect(await svg('?size=128')).toMatch(/<svg [^>]*height="128"/);
    expect(await svg('')).toContain('prefers-color-scheme:dark');
    expect(await svg('?theme=light')).not.toContain('<style>');
    expect(await svg('?theme=dark')).toContain('fill="#16191e"');
    expect(await svg('?lang=ar')).toContain('<title>@ada: موثّق (شخص)</title>');
    const places = (text: string) => [...text.matchAll(/<text x="([\d.]+)"/g)].map(([, x]) => Number(x));
    const [first = 0, second = 0] = places(await svg('?dir=ltr'));
    const [last = 0, before = 0] = places(await svg('?dir=rtl'));
    expect([first < second, last > before]).toEqual([true, true]);
  });

  test('has a name for who cannot see it', async () => {
    await world.apply('acme', { kind: 'organization', badge: 'verified_organization' });
    const { text } = await world.get('/badges/acme.svg');
    expect(text).toMatch(/role="img" aria-label="@acme: verified \(Organization\)"/);
    expect(text).toContain('<title>@acme: verified (Organization)</title>');
  });

  test.each([
    ['size=15', 'size'],
    ['size=129', 'size'],
    ['size=1e1', 'size'],
    ['theme=red', 'theme'],
    ['dir=up', 'dir'],
    ['lang=de', 'lang'],
    ['colour=red', 'colour'],
    ['size=20&size=30', 'size'],
  ])('asked for with ?%s is refused, naming %s', async (query, field) => {
    await world.apply('ada');
    for (const form of ['.svg', '.png']) {
      const { status, body } = await world.get<Problem>(`/badges/ada${form}?${query}`);
      expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
    }
    expect((await world.get('/badges/ada.json?size=20')).status).toBe(400);
  });
});

test('a page says where its card and its oEmbed are', async () => {
  await world.apply('ada');
  const { text } = await world.get('/badges/ada');
  expect(text).toContain('<meta property="og:image" content="https://shop.example/badges/ada.png?form=card">');
  expect(text).toContain(
    'href="https://shop.example/oembed?url=https%3A%2F%2Fshop.example%2Fbadges%2Fada&#38;format=json"',
  );
  expect((await world.get('/badges/ada.png?form=card')).status).toBe(200);
});

test('a page in Arabic shows the mark in Arabic, and how to embed that one', async () => {
  await world.apply('ada');
  const { text } = await world.get('/badges/ada?lang=ar');
  expect(text).toContain('<img src="/badges/ada.svg?size=24&#38;lang=ar"');
  expect(text).toContain('https://shop.example/badges/ada.svg?size=24&#38;#38;lang=ar');
});

test('a page is in the reader’s language, or in the one that the address names', async () => {
  await world.apply('ada');
  const languageOf = async (path: string, wanted: string) =>
    /<html lang="(\w+)" dir="(\w+)">/.exec((await world.get(path, { 'accept-language': wanted })).text)?.slice(1);
  expect(await languageOf('/badges/ada', 'ar-EG, en')).toEqual(['ar', 'rtl']);
  expect(await languageOf('/badges/ada?lang=en', 'ar-EG, en')).toEqual(['en', 'ltr']);
  expect(await languageOf('/badges/ada?lang=ar', 'de')).toEqual(['ar', 'rtl']);
});

test('a page whose address names the language keeps it in every address and form on it, and leads to the other', async () => {
  await world.apply('acme', { kind: 'organization', badge: 'verified_organization' });
  const addressesOn = async (path: string) => {
    const { text } = await world.get(path, { accept: 'text/html', 'accept-language': 'de' });
    const found = [...text.matchAll(/<(?:a|form)\b[^>]*(?:href|action)="(\/badges[^"]*)"/g)];
    return { text, addresses: found.map(([, address = '']) => address.replaceAll('&#38;', '&')) };
  };
  for (const path of ['/badges/acme', '/badges', '/badges/check?url=acme', '/badges/nobody']) {
    const [bare, query] = path.split('?');
    const named = await addressesOn(`${bare}?${query ? `${query}&` : ''}lang=ar`);
    const pages = named.addresses.filter((each) => !/\.json|credential/.test(each));
    const other = `${path}${query ? '&' : '?'}lang=en`;
    for (const each of pages.filter((address) => address !== other))
      expect(
        each.includes('lang=ar') ||
          new RegExp(`action="${each}"[^>]*><input type="hidden" name="lang" value="ar">`).test(named.text),
        each,
      ).toBe(true);
    expect(pages, path).toContain(other);
    const { addresses } = await addressesOn(path);
    expect(addresses.filter((each) => each.includes('lang='))).toEqual([other.replace('lang=en', 'lang=ar')]);
  }
});

test('a reader of pages is told in a page where nobody has a badge, and every other in a problem', async () => {
  const page = await world.get('/badges/nobody', { accept: 'text/html,*/*;q=0.8' });
  expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
    404,
    'text/html; charset=utf-8',
    'no-store',
  ]);
  expect(page.text).toContain('<h1>No badge found</h1>');
  for (const [path, accept] of [
    ['/badges/nobody', '*/*'],
    ['/badges/nobody.svg', 'text/html'],
  ] as const)
    expect((await world.get(path, { accept })).headers['content-type']).toBe('application/problem+json');
});
