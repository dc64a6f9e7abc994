import { beforeEach, expect, test } from 'vitest';
import { holdersWorld } from './holders.ts';

let world: ReturnType<typeof holdersWorld>;
beforeEach(() => {
  world = holdersWorld();
});

/** Applies, and lets the directory see it, as the look that every change expects does. */
async function listed(handle: string, more: Parameters<typeof world.apply>[1] = {}) {
  const application = await world.apply(handle, more);
  await look(application.accountId);
  return application;
}
const look = async (accountId: string) =>
  world.app.deps.badgeDirectory.set(accountId, await world.app.deps.badges.listOf(accountId));
const found = async (query = '') => {
  const { text, status } = await world.get(`/badges${query}`);
  expect(status).toBe(200);
  return [...text.matchAll(/<li><a href="\/badges\/(\w+)">/g)].map(([, handle]) => handle);
};

test('the directory lists who is verified, by handle, and by kind where one is asked for', async () => {
  await listed('bob');
  await listed('ada');
  await listed('acme', { kind: 'organization', badge: 'verified_organization' });
  await listed('lapsed', { paid: false });
  expect(await found()).toEqual(['acme', 'ada', 'bob']);
  expect(await found('?kind=organization')).toEqual(['acme']);
  expect(await found('?kind=')).toHaveLength(3);
});

test('a search finds the beginning of a handle and of words of the name, whatever case and accents, each badge once', async () => {
  await listed('ada_l', { displayName: 'Ada Adélaïde Lovelace' });
  await listed('hopper', { displayName: 'Grace Hopper' });
  await listed('arabic', { displayName: 'آدا لوفلايس' });
  for (const query of ['ada', '@ada_', 'ADELA', 'love', 'lovelace%20ada'])
    expect(await found(`?q=${query}`), query).toEqual(['ada_l']);
  expect(await found(`?q=${encodeURIComponent('لوف')}`)).toEqual(['arabic']);
  for (const query of ['lovelace%20grace', 'zzz', '%21%21', '%23', 'ovelace'])
    expect(await found(`?q=${query}`)).toEqual([]);
});

test('a badge that ended is gone at once, and its former name finds nothing, even while the directory still lists it', async () => {
  const application = await listed('ada', { displayName: 'Ada Lovelace' });
  const renamed = await world.change(application, { displayName: 'Ada King', state: 'in_review' });
  expect(await found()).toEqual([]);
  await world.change(renamed, { state: 'approved' });
  expect(await found('?q=lovelace')).toEqual([]);
  await look(application.accountId);
  expect(await found('?q=king')).toEqual(['ada']);
  expect(await found('?q=lovelace')).toEqual([]);
});

test('nothing is left in the directory of what is not listed any more', async () => {
  const { accountId } = await listed('ada', { displayName: 'Ada Lovelace' });
  await world.app.deps.badgeDirectory.set(accountId, []);
  for (const word of [undefined, 'ada', 'lovelace'])
    expect((await world.app.deps.badgeDirectory.page({ limit: 10, ...(word && { word }) })).entries).toEqual([]);
});

test('more than a page is read on by a cursor, without a badge twice or none', async () => {
  const handles = Array.from({ length: 70 }, (_, i) => `h${String(i).padStart(2, '0')}`);
  for (const handle of handles) await listed(handle);
  const first = await world.get('/badges?q=h');
  const next = /href="(\/badges\?[^"]*cursor=[^"]+)"/.exec(first.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
  expect([...(await found('?q=h')), ...(await found(next.slice('/badges'.length)))]).toEqual(handles);
});

test('an organization’s page leads to who it vouches for, and to nobody else', async () => {
  await listed('acme', { kind: 'organization', badge: 'verified_organization' });
  await listed('acme2', { kind: 'organization', badge: 'verified_organization' });
  await listed('ada', { parent: 'acme', displayName: 'Ada Lovelace' });
  await listed('bob', { parent: 'acme2' });
  await listed('cyd', { displayName: 'acme' });
  expect((await world.get('/badges/acme')).text).toContain('<a href="/badges?of=acme">');
  expect((await world.get('/badges/ada')).text).not.toContain('?of=');
  expect([await found('?of=acme'), await found('?of=acme2'), await found('?of=cyd')]).toEqual([['ada'], ['bob'], []]);
  expect([await found('?of=acme&q=love'), await found('?of=acme&q=bob')]).toEqual([['ada'], []]);
  expect((await found(`?q=${encodeURIComponent('>acme>')}`)).toSorted()).toEqual(['acme', 'acme2', 'cyd']);
  expect((await world.get('/badges?of=%3Cb%3E')).body).toMatchObject({ status: 400, errors: [{ field: 'of' }] });
});

test('the page shows what was typed and names as text', async () => {
  await listed('ada', { displayName: '<script>alert(1)</script> Ada' });
  const { text } = await world.get(`/badges?q=${encodeURIComponent('script "><script>')}`);
  expect(text).not.toContain('<script');
  expect(text).toContain('&#60;script&#62;alert(1)');
});
