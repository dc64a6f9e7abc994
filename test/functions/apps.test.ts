/** The apps of an organization: what is declared of them, their keys, and what each of them used. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppView, AuditView, ExportView, KeyView, Listing, Problem } from '../../shared/http/views.ts';
import { accountApiKeyKey, apiKeyKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';

let nowMs: number;
let table: Table;
let app: App;
let buyer: Person;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-10T12:00:00.000Z');
  table = memoryTable();
  const stripe = { listInvoices: async () => ({ data: [] }) } as unknown as StripeGateway;
  app = assemble({ table, stripe, now: () => new Date(nowMs) });
  buyer = await signUp(app, 'apps@buyer.example');
  await acceptLicences(buyer);
});

const declared = { name: 'Shop', purpose: 'Prices on our shop pages', training: false, government: true };
const add = (more: object = {}) =>
  buyer.send<AppView & Problem>('POST', '/v1/apps', { ...declared, audience: 'Shoppers', ...more });
const list = async () => (await buyer.get<Listing<AppView>>('/v1/apps')).body.data;
const change = (id: string, body: object) => buyer.send<Problem>('PATCH', `/v1/apps/${id}`, body);
const remove = (id: string) => buyer.send<Problem>('DELETE', `/v1/apps/${id}`);
const key = (more: object = {}) =>
  buyer.send<KeyView & Problem & { secret: string }>('POST', '/v1/keys', { label: 'k', environment: 'test', ...more });
const trail = async () => (await buyer.get<Listing<AuditView>>('/v1/events')).body.data;

test('an app is listed as it was declared, with no limits of its own unless they are set', async () => {
  const { status, body } = await add({ url: 'https://shop.example/prices' });
  expect(status).toBe(201);
  expect(body).toEqual({
    ...declared,
    id: expect.stringMatching(/^app_[0-9A-Za-z]{12}$/),
    url: 'https://shop.example/prices',
    rateLimits: [],
    maxInFlight: null,
    allowanceShare: null,
    createdAt: '2026-11-10T12:00:00.000Z',
    useCase: {
      id: expect.stringMatching(/^uc_[0-9A-Za-z]{21}$/),
      state: 'declared',
      reason: null,
      approved: false,
    },
  });
  expect(await list()).toEqual([body]);
});

test.each([
  [{ training: undefined }, 'training'],
  [{ government: null }, 'government'],
  [{ purpose: '' }, 'purpose'],
  [{ purpose: 'x'.repeat(501) }, 'purpose'],
  [{ name: 'x'.repeat(61) }, 'name'],
  [{ url: 'ftp://shop.example' }, 'url'],
  [{ allowanceShare: 0 }, 'allowanceShare'],
  [{ allowanceShare: 101 }, 'allowanceShare'],
  [{ allowanceShare: 12.5 }, 'allowanceShare'],
  [{ maxInFlight: 0 }, 'maxInFlight'],
  [{ rateLimits: [{ requests: 0, windowSeconds: 60 }] }, 'rateLimits.0.requests'],
  [{ rateLimits: [{ requests: 1, windowSeconds: 901 }] }, 'rateLimits.0.windowSeconds'],
  [{ rateLimits: [1, 2].map((requests) => ({ requests, windowSeconds: 60 })) }, 'rateLimits'],
])('an app with %j is refused by the name of the field', async (more, field) => {
  expect(await add(more)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  expect(await list()).toEqual([]);
});

test('an organization has at most twenty apps beside its default one, however many are asked for at once', async () => {
  await key();
  const replies = await Promise.all(Array.from({ length: 23 }, () => add()));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(replies.filter(({ body }) => body.code === 'conflict')).toHaveLength(3);
  expect(await list()).toHaveLength(21);
});

describe('the default app', () => {
  test('appears with the first key that names none, and declares neither training nor government use', async () => {
    expect(await list()).toEqual([]);
    expect((await key()).body.app).toBe('default');
    expect(await list()).toMatchObject([{ id: 'default', training: null, government: null, allowanceShare: null }]);
  });

  test('has the keys of an organization from before there were apps', async () => {
    const { id } = (await key()).body;
    await forgetApps(id);
    expect((await buyer.get<Listing<KeyView>>('/v1/keys')).body.data).toMatchObject([{ id, app: 'default' }]);
    expect(await list()).toMatchObject([{ id: 'default', createdAt: '2026-11-10T12:00:00.000Z' }]);
    expect((await change('default', { training: false, government: false })).status).toBe(204);
    expect(await list()).toMatchObject([{ id: 'default', training: false, government: false }]);
  });

  test('is not deleted', async () => {
    await key();
    expect(await remove('default')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await list()).toHaveLength(1);
  });

  /** Makes the table as it was before apps: keys that say nothing of an app, and no app. */
  async function forgetApps(keyId: string) {
    const accountId = String((await buyer.get('/v1/account')).body.id);
    const { item } = await table.get(accountApiKeyKey(accountId, keyId));
    for (const at of [accountApiKeyKey(accountId, keyId), apiKeyKey(String(item?.hash))])
      await table.update(at, { remove: ['app'] });
    await app.deps.apps.forget(accountId);
  }
});

describe('a key', () => {
  test('belongs to the app that it names, also once it is rotated', async () => {
    const { id } = (await add()).body;
    const first = (await key({ app: id })).body;
    expect(first.app).toBe(id);
    const next = await buyer.send<KeyView>('POST', `/v1/keys/${first.id}/rotate`, { overlapSeconds: 0 });
    expect(next).toMatchObject({ status: 201, body: { app: id } });
  });

  test('is refused an app that the organization has not, by the names of those that it has', async () => {
    const { id } = (await add()).body;
    const stranger = await signUp(app, 'another@buyer.example');
    const foreign = await stranger.send<AppView>('POST', '/v1/apps', declared);
    const reply = await key({ app: foreign.body.id });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'app' }] } });
    expect(reply.body.detail).toContain(id);
  });

  test('does not change its app', async () => {
    const { id } = (await add()).body;
    const made = (await key()).body;
    const reply = await buyer.send<Problem>('PATCH', `/v1/keys/${made.id}`, { app: id });
    expect(reply).toMatchObject({ status: 400 });
    expect((await buyer.get<Listing<KeyView>>('/v1/keys')).body.data).toMatchObject([{ app: 'default' }]);
  });
});

describe('deletion of an app', () => {
  test('is refused while a key of it is in force, and keeps which app its ended keys had', async () => {
    const { id } = (await add()).body;
    const made = (await key({ app: id })).body;
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await buyer.send('DELETE', `/v1/keys/${made.id}`);
    expect((await remove(id)).status).toBe(204);
    expect((await list()).map((each) => each.id)).toEqual(['default']);
    expect((await buyer.get<Listing<KeyView>>('/v1/keys')).body.data).toMatchObject([{ id: made.id, app: id }]);
    expect((await remove(id)).status).toBe(404);
  });

  test('and a key of it that is made at the same time: one of both is refused', async () => {
    for (let i = 0; i < 10; i++) {
      const { id } = (await add()).body;
      const [made, removed] = await Promise.all([key({ app: id }), remove(id)]);
      const isThere = (await list()).some((each) => each.id === id);
      expect([made.status, removed.status, isThere]).toEqual(isThere ? [201, 409, true] : [400, 204, false]);
      if (made.status === 201) await buyer.send('DELETE', `/v1/keys/${made.body.id}`);
    }
  });
});

test('an app of another organization is neither changed nor deleted', async () => {
  const { id } = (await add()).body;
  const stranger = await signUp(app, 'another@buyer.example');
  expect((await stranger.send('PATCH', `/v1/apps/${id}`, { name: 'Mine' })).status).toBe(404);
  expect((await stranger.send('DELETE', `/v1/apps/${id}`)).status).toBe(404);
  expect(await list()).toMatchObject([declared]);
});

test('each change of an app leaves one line in the trail that says who changed what', async () => {
  const before = (await trail()).length;
  nowMs += 1_000;
  const { id } = (await add()).body;
  nowMs += 1_000;
  await change(id, { purpose: 'Another', allowanceShare: 20 });
  nowMs += 1_000;
  await remove(id);
  const lines = (await trail()).toReversed().slice(before);
  expect(lines.map(({ actor, action, detail }) => ({ actor, action, detail }))).toEqual([
    { actor: buyer.email, action: 'app.created', detail: { app: id, name: 'Shop', useCase: expect.any(String) } },
    {
      actor: buyer.email,
      action: 'app.changed',
      detail: { app: id, fields: 'purpose,allowanceShare', useCase: expect.any(String) },
    },
    { actor: buyer.email, action: 'app.removed', detail: { app: id, name: 'Shop' } },
  ]);
});

test('a change says only what it changes; nothing at all is refused', async () => {
  const { id } = (await add({ allowanceShare: 30, maxInFlight: 2 })).body;
  expect((await change(id, { url: 'https://shop.example/', maxInFlight: null })).status).toBe(204);
  expect(await list()).toMatchObject([
    { ...declared, url: 'https://shop.example/', maxInFlight: null, allowanceShare: 30 },
  ]);
  expect((await change(id, {})).status).toBe(400);
  expect((await change('app_unknown', { name: 'x' })).status).toBe(404);
});

test('the export of an organization’s data lists its apps', async () => {
  const { id } = (await add()).body;
  const { profile } = (await buyer.get<ExportView>('/v1/account/export')).body;
  expect(profile?.apps).toMatchObject([{ id, ...declared }]);
});
