/** Use cases from their declaration to the calls that they let through, by the functions that buyers and operators call. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type {
  AdminUseCaseView,
  AppView,
  AuditView,
  CreatedKeyView,
  Listing,
  Problem,
  UseCaseView,
} from '../../shared/http/views.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import config from '../../tollgate.config.ts';
import { catalogAsking } from '../domain/catalog/asking-for-approval.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';

/** Only the licence of films asks for approved use cases. */
const catalog = catalogAsking(config, 'films');

let nowMs: number;
let table: Table;
let app: App;
let buyer: Person;
let operator: Person;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-10T12:00:00.000Z');
  table = memoryTable();
  app = assemble({ table, stripe: {} as StripeGateway, now: () => new Date(nowMs), catalog });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'uses@buyer.example');
  await acceptLicences(buyer);
});

const use = {
  purpose: 'Film facts on our pages',
  audience: 'Readers of our magazine',
  shownAt: 'https://magazine.example/films',
  training: false,
  government: false,
};
const declare = (more: object = {}, who = buyer) =>
  who.send<UseCaseView & Problem>('POST', '/v1/use-cases', { ...use, ...more });
const list = async (query = '') => (await buyer.get<Listing<UseCaseView>>(`/v1/use-cases${query}`)).body.data;
const listAll = async (state = '') =>
  (await operator.get<Listing<AdminUseCaseView>>(`/v1/admin/use-cases${state && `?state=${state}`}`)).body.data;
const decide = (id: string, decision: 'approve' | 'refuse' | 'revoke', reason = `${decision} it`) =>
  operator.send<AdminUseCaseView & Problem>('POST', `/v1/admin/use-cases/${id}/${decision}`, { reason });
const newApp = async (more: object = {}) => {
  const said = { name: 'Shop', purpose: 'Prices', audience: 'Shoppers', training: false, government: false, ...more };
  return (await buyer.send<AppView>('POST', '/v1/apps', said)).body;
};
const apps = async () => (await buyer.get<Listing<AppView>>('/v1/apps')).body.data;
const keyOf = async (ofApp?: string) => {
  const key = { label: 'k', environment: 'test', app: ofApp };
  return (await buyer.send<CreatedKeyView>('POST', '/v1/keys', key)).body.secret;
};
const reader = (secret: string) => async (dataset: string) => {
  nowMs += 2_001;
  const reply = await app.request<Problem>('GET', `/data/${dataset}?limit=1`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  return reply.status === 200 ? 200 : reply.body.code;
};

test('with the shipped licences a first read needs a key and no use case', async () => {
  const shipped = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => new Date(nowMs) });
  const newcomer = await signUp(shipped, 'new@buyer.example');
  await acceptLicences(newcomer);
  const { secret } = await newKey(newcomer, 'test');
  for (const { id } of config.datasets) {
    const headers = { authorization: `Bearer ${secret}` };
    expect((await shipped.request('GET', `/data/${id}?limit=1`, { headers })).status).toBe(200);
  }
  const { body } = await newcomer.get<Listing<AppView>>('/v1/apps');
  expect(body.data).toMatchObject([{ id: 'default', useCase: null }]);
});

describe('a licence that asks for approval', () => {
  test('lets an app read only while its use case is approved, and no other licence asks the app', async () => {
    const read = reader(await keyOf());
    expect([await read('films'), await read('posts')]).toEqual(['use_case_not_approved', 200]);
    const { id } = (await declare()).body;
    expect(await read('films')).toBe('use_case_not_approved');
    expect(await decide(id, 'approve')).toMatchObject({ status: 200, body: { state: 'approved', inForce: true } });
    expect(await read('films')).toBe(200);
    expect((await decide(id, 'revoke')).body).toMatchObject({ state: 'revoked', reason: 'revoke it' });
    expect([await read('films'), await read('posts')]).toEqual(['use_case_not_approved', 200]);
  });

  test('is asked of each app for itself, on every way to its records', async () => {
    const shop = await newApp();
    const [ofShop, ofDefault] = [await keyOf(shop.id), await keyOf()];
    await decide((await declare({ app: shop.id })).body.id, 'approve');
    expect([await reader(ofShop)('films'), await reader(ofDefault)('films')]).toEqual([200, 'use_case_not_approved']);
    const headers = { authorization: `Bearer ${ofDefault}` };
    const ways = [
      ['GET', '/data/films/counts?by=day', undefined],
      ['GET', '/data/films/1', undefined],
      ['POST', '/data/films/export', {}],
    ] as const;
    for (const [method, path, body] of ways) {
      const reply = await app.request<Problem>(method, path, { headers, body });
      expect([path, reply.status, reply.body.code, reply.headers['tollgate-cost']]).toEqual([
        ...[path, 403, 'use_case_not_approved', '0'],
      ]);
    }
  });

  test('is named after the licence itself', async () => {
    const stranger = await signUp(app, 'another@buyer.example');
    await acceptLicences(stranger);
    const { secret } = await newKey(stranger, 'test');
    const [next] = catalog.publishedLicences.filter(({ id }) => id === 'films');
    const later = { ...next!, version: '2099', sha256: 'f'.repeat(64), inForceFrom: '2027-01-02' };
    const changed = { ...catalog, publishedLicences: [...catalog.publishedLicences, later] };
    const newer = assemble({
      table,
      stripe: {} as StripeGateway,
      now: () => new Date('2027-01-03T00:00:00.000Z'),
      catalog: changed,
    });
    const headers = { authorization: `Bearer ${secret}` };
    const reply = await newer.request<Problem>('GET', '/data/films?limit=1', { headers });
    expect(reply.body.code).toBe('licence_not_accepted');
  });
});

describe('a changed use', () => {
  test('asks again, and the approved one stays in force until the new one is approved', async () => {
    const read = reader(await keyOf());
    const first = (await declare()).body;
    await decide(first.id, 'approve');
    nowMs += 1_000;
    const second = (await declare({ training: true })).body;
    expect(second).toMatchObject({ state: 'pending', inForce: false });
    expect(await read('films')).toBe(200);
    expect((await apps())[0]?.useCase).toMatchObject({ id: second.id, state: 'pending', approved: true });
    await decide(second.id, 'approve');
    expect(await read('films')).toBe(200);
    expect((await list()).map(({ id, state, inForce }) => [id, state, inForce])).toEqual([
      [second.id, 'approved', true],
      [first.id, 'ended', false],
    ]);
  });

  test('that is refused leaves the approved one in force, which an operator may revoke', async () => {
    const read = reader(await keyOf());
    const first = (await declare()).body;
    await decide(first.id, 'approve');
    nowMs += 1_000;
    const second = (await declare({ government: true })).body;
    expect((await decide(second.id, 'refuse', 'Not for governments.')).body).toMatchObject({ state: 'refused' });
    expect(await read('films')).toBe(200);
    expect((await apps())[0]?.useCase).toMatchObject({
      state: 'refused',
      reason: 'Not for governments.',
      approved: true,
    });
    await decide(first.id, 'revoke');
    expect(await read('films')).toBe('use_case_not_approved');
  });

  test('takes the place of one that nobody decided on', async () => {
    const first = (await declare()).body;
    nowMs += 1_000;
    const second = (await declare({ audience: 'Everybody' })).body;
    expect((await listAll('pending')).map(({ id }) => id)).toEqual([second.id]);
    expect(await decide(first.id, 'approve')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await list()).map(({ state }) => state)).toEqual(['pending', 'ended']);
  });

  test('through /v1/apps is a use case too; a change of name or limits is none', async () => {
    const shop = await newApp({ url: 'https://shop.example/', audience: 'Shoppers' });
    expect(shop.useCase).toMatchObject({ state: 'pending' });
    expect(await list()).toMatchObject([{ audience: 'Shoppers', shownAt: 'https://shop.example/' }]);
    const change = (body: object) => buyer.send('PATCH', `/v1/apps/${shop.id}`, body);
    nowMs += 1_000;
    await change({ name: 'Store', maxInFlight: 2, purpose: 'Prices', url: 'https://shop.example/' });
    expect(await list()).toHaveLength(1);
    nowMs += 1_000;
    await change({ purpose: 'Prices and offers', url: null });
    expect((await list())[0]).toMatchObject({
      ...{ appName: 'Store', purpose: 'Prices and offers', audience: 'Shoppers', shownAt: null },
      ...{ training: false, government: false },
    });
    nowMs += 1_000;
    await declare({ app: shop.id, shownAt: 'On screens in our shops' });
    expect((await apps())[0]).toMatchObject({ ...{ purpose: use.purpose, url: null }, useCase: { state: 'pending' } });
  });

  test('declares nothing where it says what the latest says, unless that was turned down', async () => {
    const first = (await declare()).body;
    nowMs += 1_000;
    expect(await declare()).toMatchObject({ status: 201, body: { id: first.id } });
    await decide(first.id, 'refuse');
    nowMs += 1_000;
    const again = (await declare()).body;
    expect(again).toMatchObject({ state: 'pending' });
    expect(again.id).not.toBe(first.id);
  });
});

describe('a use case', () => {
  test('is listed with all that was declared under a hash that anybody can repeat', async () => {
    const { body } = await declare();
    const accountId = String((await buyer.get('/v1/account')).body.id);
    const { id, app: of, appName, declaredAt } = body;
    const said = { organization: accountId, id, app: of, appName, declaredAt, ...use };
    const canonical = JSON.stringify(Object.fromEntries(Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1))));
    expect(body).toMatchObject({ ...use, app: 'default', state: 'pending', reason: null, decidedAt: null });
    expect(body.sha256).toBe(createHash('sha256').update(canonical).digest('hex'));
    expect(await list()).toEqual([body]);
    await decide(body.id, 'approve');
    const decided = { state: 'approved', reason: 'approve it', decidedAt: '2026-11-10T12:00:00.000Z' };
    expect(await list('?app=default')).toEqual([{ ...body, ...decided }]);
    expect(await list('?app=app_other')).toEqual([]);
  });

  test.each([
    [{ purpose: '' }, 'purpose'],
    [{ audience: undefined }, 'audience'],
    [{ audience: 'x'.repeat(501) }, 'audience'],
    [{ shownAt: undefined }, 'shownAt'],
    [{ training: undefined }, 'training'],
    [{ government: 'no' }, 'government'],
    [{ app: 'app_unknown' }, 'app'],
  ])('with %j is refused by the name of the field', async (more, field) => {
    expect(await declare(more)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await list()).toEqual([]);
  });

  test('may be declared of the default app before there is a key', async () => {
    expect(await apps()).toEqual([]);
    await declare();
    expect(await apps()).toMatchObject([{ id: 'default', purpose: use.purpose, url: use.shownAt, training: false }]);
  });

  test('is none before the end users are said: an app without them reads as one that declared nothing', async () => {
    const shop = await newApp({ audience: undefined });
    expect(shop.useCase).toBeNull();
    expect(await list()).toEqual([]);
    expect((await declare({ app: shop.id, audience: 'Shoppers' })).status).toBe(201);
    expect(await list()).toMatchObject([{ app: shop.id, audience: 'Shoppers' }]);
  });

  test('ends with its app, stays readable, and no operator decides on it any more', async () => {
    const shop = await newApp();
    expect(await listAll('pending')).toHaveLength(1);
    await buyer.send('DELETE', `/v1/apps/${shop.id}`);
    expect(await listAll('pending')).toEqual([]);
    expect(await list()).toMatchObject([{ app: shop.id, state: 'ended', inForce: false }]);
    expect((await decide(shop.useCase!.id, 'approve')).status).toBe(409);
  });

  test('is neither listed nor changed by another organization', async () => {
    const shop = await newApp();
    const stranger = await signUp(app, 'another@buyer.example');
    expect((await stranger.get<Listing<UseCaseView>>('/v1/use-cases')).body.data).toEqual([]);
    expect((await declare({ app: shop.id }, stranger)).status).toBe(400);
    const reason = { reason: 'mine' };
    const { id } = shop.useCase!;
    expect((await buyer.send('POST', `/v1/admin/use-cases/${id}/approve`, reason)).status).toBe(403);
  });
});

describe('a decision', () => {
  test('is in the trail, with whose it was and why; the declaration names its use case', async () => {
    const { id } = (await declare()).body;
    await decide(id, 'approve', 'Fits the licence.');
    const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
    const lines = data.filter(({ action }) => action.startsWith('use_case.'));
    expect(lines.map(({ action, actor, detail }) => [action, actor, detail.useCase, detail.reason])).toEqual([
      ['use_case.approved', 'operator@example.com', id, 'Fits the licence.'],
      ['use_case.declared', buyer.email, id, undefined],
    ]);
  });

  test('is mailed and sent to webhooks once, also when it is sent again; another decision is a conflict', async () => {
    const { id } = (await declare()).body;
    const sent = [await decide(id, 'refuse', 'Say more.'), await decide(id, 'refuse', 'Say more.')];
    expect(sent.map(({ status }) => status)).toEqual([200, 200]);
    expect((await decide(id, 'refuse', 'Another reason.')).status).toBe(409);
    expect((await decide(id, 'revoke')).status).toBe(409);
    await app.drain();
    const mails = app.mails.filter(({ to, text }) => to === buyer.email && text.includes('Reason: Say more.'));
    expect(mails).toHaveLength(1);
  });

  test('lists each organization’s with its name, by state', async () => {
    const { id } = (await declare()).body;
    const shop = await newApp();
    await decide(shop.useCase!.id, 'approve');
    expect(await listAll('pending')).toMatchObject([{ id, organization: 'Test Ltd', isLatest: true, decisions: [] }]);
    expect(await listAll('approved')).toMatchObject([
      { id: shop.useCase!.id, decisions: [{ decision: 'approve', operator: 'operator@example.com' }] },
    ]);
    expect(await listAll('declared')).toEqual([]);
    expect(await listAll()).toHaveLength(2);
    expect((await operator.get('/v1/admin/use-cases?state=other')).status).toBe(400);
  });

  test('and a declaration at the same time leave admission with what the lists say', async () => {
    const secret = await keyOf();
    for (let i = 0; i < 10; i++) {
      nowMs += 1_000;
      const { id } = (await declare({ purpose: `Use ${i}` })).body;
      const [decided] = await Promise.all([decide(id, 'approve'), declare({ purpose: `Change ${i}` })]);
      const [useCase] = (await apps()).flatMap((each) => (each.useCase ? [each.useCase] : []));
      const inForce = (await list()).find((each) => each.inForce);
      expect([200, 409]).toContain(decided.status);
      expect(useCase?.approved).toBe(inForce?.state === 'approved');
      expect(await reader(secret)('films')).toBe(useCase?.approved ? 200 : 'use_case_not_approved');
    }
  });
});

test('each declaration and each decision waits as a fact for its seal', async () => {
  const { id } = (await declare()).body;
  await decide(id, 'approve');
  const facts = (await factBoxOver(table).waiting('2030', 10)).map(({ line }) => JSON.parse(line));
  const ofUse = facts.filter(({ kind }) => kind !== 'acceptance');
  expect(ofUse).toMatchObject([
    { v: 1, kind: 'use-case', id, app: 'default', training: false, salt: expect.stringMatching(/^[\w-]{22}$/) },
    { v: 1, kind: 'use-case-decision', useCase: id, decision: 'approve', reason: 'approve it' },
  ]);
  expect(ofUse[0].sha256).toHaveLength(64);
});
