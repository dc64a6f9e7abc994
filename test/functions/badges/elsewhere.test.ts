/** How others show badges and ask for them: oEmbed, the check of an address, and many at once with a key. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { BadgeStateView, Listing, Problem } from '../../../shared/http/views.ts';
import catalog from '../../../tollgate.config.ts';
import { acceptLicences, newKey, signUp } from '../../support/app-person.ts';
import { at, holdersWorld } from './holders.ts';

let world: ReturnType<typeof holdersWorld>;
beforeEach(() => {
  world = holdersWorld();
});
const address = 'https://shop.example/badges/ada';

describe('oEmbed', () => {
  const embed = (query: Record<string, string>) => world.get(`/oembed?${new URLSearchParams(query)}`);

  test('answers a badge’s address with its mark, without script, and with its card', async () => {
    await world.apply('ada', { displayName: '<b>Ada</b>' });
    for (const url of [address, `${address}.svg`, `${address}?lang=ar`]) {
      const { status, headers, body } = await embed({ url, format: 'json' });
      expect([status, headers['content-type']]).toEqual([200, 'application/json']);
      expect(body).toMatchObject({
        ...{ version: '1.0', type: 'rich', title: '<b>Ada</b> (@ada)', provider_url: 'https://shop.example' },
        ...{ cache_age: 60, height: 24, thumbnail_width: 1200, thumbnail_height: 630 },
        thumbnail_url: `${address}.png?form=card`,
      });
      expect(body.html).toBe(
        `<a href="${address}"><img src="${address}.svg?size=24" width="${body.width}" height="24" alt="@ada: verified (Person)"></a>`,
      );
    }
  });

  test('keeps within the bounds that are asked for, and is a link where the mark does not fit', async () => {
    await world.apply('ada');
    const { body } = await embed({ url: address, maxwidth: '100', maxheight: '20' });
    expect(Number(body.width)).toBeLessThanOrEqual(100);
    expect(Number(body.height)).toBeLessThanOrEqual(20);
    expect(body).not.toHaveProperty('thumbnail_url');
    expect((await embed({ url: address, maxwidth: '40' })).body).toMatchObject({ type: 'link' });
  });

  test.each([
    ['https://elsewhere.example/badges/ada'],
    ['http://shop.example/badges/ada'],
    ['https://shop.example.evil/badges/ada'],
    ['https://shop.example@evil.example/badges/ada'],
    ['https://shop.example/pricing'],
    ['https://shop.example/badges/nobody'],
    ['https://shop.example/badges/check'],
    ['javascript:alert(1)'],
    [''],
  ])('knows nothing of %s', async (url) => {
    await world.apply('ada');
    expect((await embed({ url })).status).toBe(404);
  });

  test('speaks no XML, and says which parameter is wrong', async () => {
    await world.apply('ada');
    expect((await embed({ url: address, format: 'xml' })).status).toBe(501);
    const wrong: Record<string, string>[] = [{}, { url: address, maxwidth: '0' }, { url: address, callback: 'f' }];
    for (const query of wrong) expect((await embed(query)).status).toBe(400);
  });
});

describe('the page that checks an address', () => {
  const check = async (typed: string) => (await world.get(`/badges/check?${new URLSearchParams({ url: typed })}`)).text;

  test('asks for one', async () => {
    const { status, text, headers } = await world.get('/badges/check');
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(text).toContain('<form method="get" action="/badges/check">');
  });

  test.each([address, `${address}.png?size=64`, 'shop.example/badges/ada', '@ada', 'Ada', ' ada '])(
    'finds a badge in force by %j',
    async (typed) => {
      await world.apply('ada');
      const text = await check(typed);
      expect(text).toContain('This badge is genuine and valid.');
      expect(text).not.toContain('Failed');
    },
  );

  test('keeps the handle apart from the Arabic around it', async () => {
    await world.apply('ada');
    expect((await world.get('/badges/check?url=ada&lang=ar')).text).toContain('\u2068@ada\u2069: موثّق');
  });

  test.each([
    ['https://elsewhere.example/badges/ada', 1],
    ['nobody', 2],
    ['lapsed', 3],
  ])('says of %s at which step it fails', async (typed, step) => {
    await world.apply('ada');
    await world.apply('lapsed', { paid: false });
    const text = await check(typed);
    expect(text).toContain('Don’t rely on this badge.');
    expect([text.split('Passed').length - 1, text.split('Failed').length - 1]).toEqual([step - 1, 1]);
  });

  test('shows what was typed as text', async () => {
    const text = await check('"><script>alert(1)</script>');
    expect(text).not.toContain('<script');
    expect(text).toContain('value="&#34;&#62;&#60;script&#62;');
  });
});

describe('many badges at once', () => {
  const states = (query: string, secret: string) =>
    world.get<Listing<BadgeStateView>>(`/v1/badges/states?${query}`, { authorization: `Bearer ${secret}` });
  const secretOf = async () => {
    const person = await signUp(world.app);
    await acceptLicences(person);
    return { person, ...(await newKey(person, 'test')) };
  };

  test('are told in the order asked for, what nobody was approved for as unknown', async () => {
    await world.apply('ada');
    await world.apply('eve', { state: 'in_review' });
    await world.apply('new', { state: 'in_review', firstApprovedAt: null });
    const { secret } = await secretOf();
    const reply = await states('handle=eve&handle=nobody&handle=ada&handle=new&handle=%40x&handle=eve', secret);
    expect(reply.headers['tollgate-cost']).toBe('0');
    expect(reply.body).toEqual({
      data: [
        { handle: 'eve', status: 'suspended', verified: false, since: at },
        { handle: 'nobody', status: 'unknown', verified: false },
        { handle: 'ada', status: 'verified', verified: true, since: at, until: '2026-12-24T12:00:00.000Z' },
        { handle: 'new', status: 'unknown', verified: false },
        { handle: '@x', status: 'unknown', verified: false },
      ],
    });
  });

  test('that belong to affiliates stand and fall with their organization’s', async () => {
    const parent = await world.apply('acme', { kind: 'organization', badge: 'verified_organization' });
    await world.apply('bob', { parent: 'acme', paid: false });
    const { secret } = await secretOf();
    const told = async () => (await states('handle=bob', secret)).body.data;
    expect(await told()).toMatchObject([{ handle: 'bob', status: 'verified', verified: true }]);
    await world.change(parent, { state: 'in_review' });
    expect(await told()).toMatchObject([{ handle: 'bob', verified: false }]);
  });

  test('are told to a key in force alone, within its rates', async () => {
    const rateLimits = [{ requests: 50, windowSeconds: 60 }];
    world = holdersWorld({ catalog: { ...catalog, settings: { ...catalog.settings, rateLimits } } });
    const { secret, person, id } = await secretOf();
    expect((await world.get('/v1/badges/states?handle=ada')).status).toBe(401);
    const replies = await Promise.all(Array.from({ length: 80 }, () => states('handle=ada', secret)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 429]));
    await person.send('DELETE', `/v1/keys/${id}`);
    world.pass(10);
    expect((await states('handle=ada', secret)).status).toBe(401);
  });

  test.each(['', 'handle=ada&state=x', Array.from({ length: 101 }, (_, i) => `handle=h${i}`).join('&')])(
    'are refused where the question is wrong',
    async (query) => {
      const { secret } = await secretOf();
      const { status, body } = await states(query, secret);
      expect([status, (body as unknown as Problem).code]).toEqual([400, 'invalid_request']);
    },
  );
});
