/** A plan that counts requests, through the functions. */
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView, Problem, UsageView } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import config from '../../tollgate.config.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { countedRecords } from '../support/app-records.ts';
import { parseList } from '../support/structured-fields.ts';

/** Basic has 12 requests a month, of which counts cost two. */
const byRequest = { allowance: { amount: 12, unit: 'request' }, weights: { counts: 2 } } as const;
const catalog: Catalog = {
  ...config,
  plans: config.plans.map((plan) => (plan.id === 'basic' ? { ...plan, ...byRequest } : plan)),
};

/** As many of the 2,000 records as are paid for, without a file. */
const asked: number[] = [];
const engine = {
  ...countedRecords(),
  size: async () => 100_000,
  exported: async (_: unknown, { limit }: { limit: number }, { maxRecords }: { maxRecords: number }) => {
    asked.push(maxRecords);
    const ids = Array.from({ length: Math.min(limit, maxRecords, 2_000) }, (_each, number) => `p${number}`);
    return { path: '/nowhere/at/all', records: ids.length, ids, bytes: 1 };
  },
};
const exports = {
  keep: async () => 'a',
  address: async () => ({ url: 'https://files.example/a', expiresAt: '2026-11-24T12:05:00.000Z' }),
};

let app: App;
let secret: string;
beforeAll(async () => {
  const stripe = { listSubscriptions: async () => [buying('basic_monthly')], listTopUps: async () => [] };
  const now = () => new Date('2026-11-10T12:00:00.000Z');
  const ports = { table: memoryTable(), stripe: stripe as unknown as StripeGateway, now };
  app = assemble({ ...ports, catalog, engine, exports });
  const buyer = await signUp(app, 'by-request@buyer.example');
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  await syncAccount(app.deps, id, 'cus_1');
  await acceptLicences(buyer);
  ({ secret } = await newKey(buyer));
});

const send = (method: string, path: string, more: Record<string, string> = {}) =>
  app.request<{ data: unknown[] } & Problem>(method, path, { headers: { authorization: `Bearer ${secret}`, ...more } });

test('each read costs one, however many records it finds; what is held already is free, and what is not there too', async () => {
  const page = await send('GET', '/data/posts?limit=100');
  expect(page.body.data).toHaveLength(100);
  expect(page.headers).toMatchObject({ 'tollgate-cost': '1', 'tollgate-remaining': '11' });
  expect(parseList(page.headers['ratelimit-policy']!)[0]).toMatchObject({ value: 'allowance', parameters: { q: 12 } });
  const again = await send('GET', '/data/posts?limit=100', { 'if-none-match': page.headers.etag! });
  expect(again).toMatchObject({ status: 304, headers: { 'tollgate-cost': '0', 'tollgate-remaining': '11' } });
  expect(await send('GET', '/data/posts/nothing')).toMatchObject({ status: 404, headers: { 'tollgate-cost': '0' } });
  expect((await send('GET', '/data/posts/r0007')).headers).toMatchObject({ 'tollgate-remaining': '10' });
  expect((await send('GET', '/data/posts/counts?by=brand')).headers).toMatchObject({
    'tollgate-cost': '2',
    'tollgate-remaining': '8',
  });
});

test('an export costs one for each page of 1,000 records that it stands for, and is cut to what is left', async () => {
  const small = await send('POST', '/data/posts/export?limit=1001');
  expect(small).toMatchObject({ status: 303, headers: { 'tollgate-cost': '2', 'tollgate-remaining': '6' } });
  expect((await send('POST', '/data/posts/export')).headers).toMatchObject({ 'tollgate-cost': '2' });
  expect(asked).toEqual([1_001, 6_000]);
});

test('the last request is served whole, and the one after it is refused', async () => {
  for (let left = 3; left >= 0; left--) {
    const page = await send('GET', '/data/posts?limit=1000');
    expect(page.body.data).toHaveLength(1_000);
    expect(page.headers['tollgate-remaining']).toBe(String(left));
  }
  expect((await send('GET', '/data/posts?limit=1')).body.code).toBe('quota_exhausted');
  const usage = await app.request<UsageView>('GET', '/v1/usage/current', {
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(usage.body).toMatchObject({ used: 12, remaining: 0 });
});
