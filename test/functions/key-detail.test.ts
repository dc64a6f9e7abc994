/** One key: its page's figures, and its expiry, which can be changed. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountView, AuditView, CreatedKeyView, KeyDetailView, Listing } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';

let now: Date;
let app: App;
let buyer: Person;
beforeEach(async () => {
  now = new Date('2026-11-10T12:00:00.000Z');
  const stripe = {
    listSubscriptions: async () => [buying('basic_monthly')],
    listTopUps: async () => [],
  } as unknown as StripeGateway;
  app = assemble({ table: memoryTable(), stripe, now: () => now });
  buyer = await signUp(app, 'ada@buyer.example');
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  await syncAccount(app.deps, id, 'cus_1');
  await acceptLicences(buyer);
});

const make = async (more: object = {}) =>
  (await buyer.send<CreatedKeyView>('POST', '/v1/keys', { label: 'nightly', environment: 'live', ...more })).body;
const show = async (id: string) => (await buyer.get<KeyDetailView>(`/v1/keys/${id}`)).body;
const change = (id: string, body: object) => buyer.send<{ code: string }>('PATCH', `/v1/keys/${id}`, body);
const read = async ({ secret }: CreatedKeyView, path = '/data/posts?limit=2') =>
  (await app.request('GET', path, { headers: { authorization: `Bearer ${secret}` } })).status;

test('a key shows its own reads and refusals of 30 days, and none of another key', async () => {
  const [key, other] = [await make({ scopes: ['posts'] }), await make()];
  expect([await read(key), await read(key, '/data/films'), await read(other)]).toEqual([200, 403, 200]);
  await app.endInstance();
  const shown = await show(key.id);
  expect(shown).toMatchObject({
    ...{ id: key.id, label: 'nightly', start: key.start, scopes: ['posts'], previous: null, next: null },
    ...{ lastReadOn: '2026-11-10', lastRefused: { at: now.toISOString() } },
    reasons: [{ reason: 'scope_missing', count: 1 }],
    days: [{ day: '2026-11-10', units: 2, requests: 1, refused: 1 }],
    total: { units: 2, requests: 1, refused: 1 },
  });
  now = new Date('2026-12-20T12:00:00.000Z');
  buyer = await signUp(app, 'ada@buyer.example');
  expect(await show(key.id)).toMatchObject({ lastReadOn: null, lastRefused: null, days: [], reasons: [] });
});

test('a key of another organization is not found', async () => {
  const { id } = await make();
  const stranger = await signUp(app, 'eve@elsewhere.example');
  expect((await stranger.get(`/v1/keys/${id}`)).status).toBe(404);
});

test('keys that were rotated with an overlap name each other, and until when the old one works', async () => {
  const old = await make();
  const next = (await buyer.send<CreatedKeyView>('POST', `/v1/keys/${old.id}/rotate`, { overlapSeconds: 3_600 })).body;
  const worksUntil = '2026-11-10T13:00:00.000Z';
  expect(await show(next.id)).toMatchObject({ previous: { id: old.id, worksUntil }, next: null });
  expect(await show(old.id)).toMatchObject({ previous: null, next: next.id, expiresAt: worksUntil });
});

test('a rotated key that was revoked before its overlap ended, or whose overlap is over, works no more', async () => {
  const old = await make();
  const next = (await buyer.send<CreatedKeyView>('POST', `/v1/keys/${old.id}/rotate`, { overlapSeconds: 3_600 })).body;
  now = new Date('2026-11-10T12:10:00.000Z');
  expect((await buyer.send('DELETE', `/v1/keys/${old.id}`)).status).toBe(204);
  expect((await show(next.id)).previous).toEqual({ id: old.id, worksUntil: null });
  const last = (await buyer.send<CreatedKeyView>('POST', `/v1/keys/${next.id}/rotate`, { overlapSeconds: 3_600 })).body;
  now = new Date('2026-11-10T13:09:59.000Z');
  expect((await show(last.id)).previous).toEqual({ id: next.id, worksUntil: '2026-11-10T13:10:00.000Z' });
  now = new Date('2026-11-10T13:10:00.000Z');
  expect((await show(last.id)).previous).toEqual({ id: next.id, worksUntil: null });
});

describe('the expiry of a key', () => {
  test('is changed for the calls of every instance, leaves a line of the trail, and can be taken away', async () => {
    const key = await make({ expiresAt: '2026-11-11T00:00:00Z' });
    expect(await read(key)).toBe(200);
    expect((await change(key.id, { expiresAt: '2026-11-10T12:00:01Z' })).status).toBe(204);
    now = new Date('2026-11-10T12:00:05.000Z');
    expect(await read(key)).toBe(401);
    const other = await make({ expiresAt: '2026-11-10T12:01:00Z' });
    expect((await change(other.id, { expiresAt: null })).status).toBe(204);
    now = new Date('2026-11-10T13:00:00.000Z');
    expect(await read(other)).toBe(200);
    const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
    expect(data.filter(({ action }) => action === 'key.changed').map(({ detail }) => detail.fields)).toEqual([
      'expiresAt',
      'expiresAt',
    ]);
  });

  test('stays where the key has ended, was rotated, or is a browser key, so that no secret works again', async () => {
    const [ended, rotated] = [await make({ expiresAt: '2026-11-10T12:00:01Z' }), await make()];
    await buyer.send('POST', `/v1/keys/${rotated.id}/rotate`, { overlapSeconds: 60 });
    const browser = (await buyer.send<CreatedKeyView>('POST', '/v1/keys', { purpose: 'browser' })).body;
    now = new Date('2026-11-10T12:00:02.000Z');
    for (const { id } of [ended, rotated, browser])
      expect((await change(id, { expiresAt: '2027-01-01T00:00:00Z' })).body.code, id).toBe('conflict');
    expect(await read(ended)).toBe(401);
    now = new Date('2026-11-10T12:02:00.000Z');
    expect(await read(rotated)).toBe(401);
  });

  test('must be in the future', async () => {
    const { id } = await make();
    expect((await change(id, { expiresAt: '2026-11-10T11:00:00Z' })).body.code).toBe('invalid_request');
  });
});
