/** The limits of an app as a buyer meets them, through the functions: its share of the allowance, its rates, and its usage. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type {
  AccountView,
  AppView,
  CreatedKeyView,
  KeyView,
  Listing,
  OwnUsageView,
  Problem,
} from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import config from '../../tollgate.config.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { countedRecords } from '../support/app-records.ts';
import { parseItem, parseList } from '../support/structured-fields.ts';

/** Basic has 100 records; Pro has 100 too, and bills what is read beyond them. */
const allowance = { amount: 100, unit: 'record' } as const;
const limits: Readonly<Record<string, object>> = {
  basic: { allowance, rateLimits: [], maxInFlight: 50 },
  pro: { allowance, overage: { units: 10, amountMinor: 5 }, rateLimits: [], weights: {} },
};
const catalog: Catalog = { ...config, plans: config.plans.map((plan) => ({ ...plan, ...limits[plan.id] })) };

let nowMs: number;
let app: App;
let buyer: Person;
let accountId: string;
let bought: readonly Subscription[];
beforeEach(async () => {
  nowMs = Date.parse('2026-11-10T12:00:00.000Z');
  const stripe = { listSubscriptions: async () => bought, listTopUps: async () => [] } as unknown as StripeGateway;
  app = assemble({ table: memoryTable(), stripe, now: () => new Date(nowMs), catalog, engine: countedRecords() });
  buyer = await signUp(app, 'app-limits@buyer.example');
  accountId = (await buyer.get<AccountView>('/v1/account')).body.id;
  await buys('basic_monthly');
  await acceptLicences(buyer);
});

async function buys(price: string) {
  bought = [buying(price)];
  await syncAccount(app.deps, accountId, 'cus_1');
}

const declared = { name: 'Shop', purpose: 'Prices on our shop pages', training: false, government: false };
const newApp = async (more: object = {}) =>
  (await buyer.send<AppView>('POST', '/v1/apps', { ...declared, ...more })).body.id;
const change = async (id: string, more: object) => {
  expect((await buyer.send('PATCH', `/v1/apps/${id}`, more)).status).toBe(204);
  nowMs += 2_001;
};

async function readerOf(ofApp?: string) {
  const { id, secret } = (
    await buyer.send<CreatedKeyView>('POST', '/v1/keys', { label: 'k', environment: 'live', app: ofApp })
  ).body;
  const headers = { authorization: `Bearer ${secret}` };
  const read = (limit: number) =>
    app.request<{ data: unknown[] } & Problem>('GET', `/data/posts?limit=${limit}`, { headers });
  return { id, read };
}

const usageBy = async (by: string) =>
  (await buyer.get<OwnUsageView>(`/v1/usage?by=${by}`)).body.data.map(({ bucket, units }) => [bucket, units]);

describe('a share of the allowance', () => {
  test('is served to the record, by all keys of the app together, while another app goes on', async () => {
    const shop = await newApp({ allowanceShare: 30 });
    const [one, two, other] = [await readerOf(shop), await readerOf(shop), await readerOf()];
    expect((await one.read(20)).body.data).toHaveLength(20);
    const page = await two.read(20);
    expect(page.body.data).toHaveLength(10);
    expect(page.headers).toMatchObject({ 'tollgate-cost': '10', 'tollgate-remaining': '0' });
    for (const each of [one, two]) {
      const refused = await each.read(1);
      expect(refused).toMatchObject({ status: 429, body: { code: 'quota_exhausted' } });
      expect(refused.body.detail).toMatch(/^Your app’s share of the allowance/);
      expect(refused.headers).toMatchObject({ 'tollgate-cost': '0', 'tollgate-remaining': '0' });
    }
    expect((await other.read(100)).body.data).toHaveLength(70);
    const exhausted = await other.read(1);
    expect(exhausted.body.detail).toMatch(/^Your allowance for this period/);
  });

  test('is no promise: an app with units of its share left is refused once the allowance is used up', async () => {
    const shop = await newApp({ allowanceShare: 50 });
    const [own, other] = [await readerOf(shop), await readerOf()];
    expect((await other.read(90)).body.data).toHaveLength(90);
    expect((await own.read(40)).body.data).toHaveLength(10);
    expect((await own.read(1)).body.detail).toMatch(/^Your allowance for this period/);
  });

  test('is rounded down, and is one unit at the least', async () => {
    await buys('basic_monthly');
    const shop = await newApp({ allowanceShare: 1 });
    const own = await readerOf(shop);
    expect((await own.read(5)).body.data).toHaveLength(1);
    expect((await own.read(1)).status).toBe(429);
  });

  test('holds where the plan bills more than the allowance, and is told as the app’s', async () => {
    await buys('pro_monthly');
    const shop = await newApp({ allowanceShare: 30 });
    const [own, other] = [await readerOf(shop), await readerOf()];
    const page = await own.read(20);
    expect(parseList(page.headers['ratelimit-policy']!)).toMatchObject([
      { value: 'app-allowance', parameters: { q: 30, qu: 'records' } },
      expect.anything(),
    ]);
    expect(page.headers['tollgate-remaining']).toBe('10');
    expect((await own.read(20)).body.data).toHaveLength(10);
    expect((await own.read(1)).body).toMatchObject({ code: 'quota_exhausted' });
    expect((await other.read(150)).body.data).toHaveLength(150);
  });

  test('that is raised, lowered or removed holds 2 seconds later', async () => {
    const shop = await newApp({ allowanceShare: 10 });
    const own = await readerOf(shop);
    expect((await own.read(20)).body.data).toHaveLength(10);
    await change(shop, { allowanceShare: 15 });
    expect((await own.read(20)).body.data).toHaveLength(5);
    await change(shop, { allowanceShare: 5 });
    expect((await own.read(1)).status).toBe(429);
    await change(shop, { allowanceShare: null });
    expect((await own.read(50)).body.data).toHaveLength(50);
  });

  test('counts what the app has used before it had one, merged or not, and not what other apps have', async () => {
    const shop = await newApp();
    const [own, other] = [await readerOf(shop), await readerOf()];
    await own.read(12);
    await app.mergeUsage();
    await own.read(8);
    await other.read(30);
    await change(shop, { allowanceShare: 25 });
    expect((await own.read(20)).body.data).toHaveLength(5);
    expect((await own.read(1)).body.detail).toMatch(/^Your app’s share/);
    await change(shop, { allowanceShare: null });
    await own.read(3);
    await change(shop, { allowanceShare: 30 });
    expect((await own.read(20)).body.data).toHaveLength(2);
    await change(shop, { allowanceShare: 5 });
    expect((await own.read(1)).status).toBe(429);
  });

  test('gets back what an instance held that fell silent, less what the keys of other apps and its own have used', async () => {
    const shop = await newApp({ allowanceShare: 40 });
    const [own, other] = [await readerOf(shop), await readerOf()];
    await own.read(6);
    await other.read(20);
    const ofShop = async () =>
      (await app.deps.counterUpkeep.ofAccount(accountId)).find(({ periodStart }) => periodStart.endsWith(`#${shop}`));
    expect(Object.keys((await ofShop())?.entries ?? {})).toHaveLength(1);
    nowMs += 49 * 3_600_000;
    await app.mergeUsage();
    expect(await ofShop()).toMatchObject({ limit: 40, entries: {}, free: 34, retired: 6 });
    expect((await own.read(50)).body.data).toHaveLength(34);
    expect((await own.read(1)).status).toBe(429);
  });

  test('is that of the new allowance after a change of the plan', async () => {
    const shop = await newApp({ allowanceShare: 10 });
    const own = await readerOf(shop);
    expect((await own.read(4)).body.data).toHaveLength(4);
    bought = [
      { ...buying('basic_monthly'), items: [...buying('basic_monthly').items] },
      { ...buying('pro_monthly'), id: 'sub_2' },
    ];
    await syncAccount(app.deps, accountId, 'cus_1');
    nowMs += 2_001;
    expect((await own.read(50)).body.data).toHaveLength(16);
    expect((await own.read(1)).status).toBe(429);
  });

  test('is that of the default app too, for keys that name none', async () => {
    const own = await readerOf();
    await change('default', { allowanceShare: 10 });
    expect((await own.read(50)).body.data).toHaveLength(10);
    expect((await own.read(1)).body.detail).toMatch(/^Your app’s share/);
  });

  test('begins anew with the next period', async () => {
    const shop = await newApp({ allowanceShare: 10 });
    const own = await readerOf(shop);
    expect((await own.read(50)).body.data).toHaveLength(10);
    nowMs = Date.parse(bought[0]?.items[0]?.periodEnd ?? '');
    expect((await own.read(50)).body.data).toHaveLength(10);
    expect((await own.read(1)).status).toBe(429);
  });
});

describe('the rates of an app', () => {
  test('hold for its keys together and are named as the app’s; another app is not held back', async () => {
    const shop = await newApp({ rateLimits: [{ requests: 2, windowSeconds: 60 }], maxInFlight: 1 });
    const [one, two, other] = [await readerOf(shop), await readerOf(shop), await readerOf()];
    const first = await one.read(1);
    const policies = parseList(first.headers['ratelimit-policy']!);
    expect(policies).toContainEqual({ value: 'app-minute', parameters: { q: 2, w: 60 } });
    expect(policies).toContainEqual({ value: 'app-in-flight', parameters: { q: 1, qu: 'concurrent-requests' } });
    await two.read(1);
    const refused = await one.read(1);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(parseItem(refused.headers.ratelimit!)).toMatchObject({ value: 'app-minute', parameters: { r: 0 } });
    expect((await other.read(1)).status).toBe(200);
    await change(shop, { rateLimits: [] });
    expect((await two.read(1)).status).toBe(200);
  });
});

describe('usage by app', () => {
  test('has each unit once, also those of a revoked key and of segments that are not merged', async () => {
    const shop = await newApp();
    const [one, two, other] = [await readerOf(shop), await readerOf(shop), await readerOf()];
    await one.read(7);
    await two.read(5);
    await other.read(3);
    expect((await buyer.send('DELETE', `/v1/keys/${one.id}`)).status).toBe(204);
    const expected = [
      [shop, 12],
      ['default', 3],
    ];
    expect((await usageBy('app')).toSorted()).toEqual(expected.toSorted());
    await app.mergeUsage();
    expect((await usageBy('app')).toSorted()).toEqual(expected.toSorted());
    const byKey = new Map((await usageBy('key')) as [string, number][]);
    const keys = (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data;
    const sumOf = (id: string) =>
      keys.filter((each) => each.app === id).reduce((sum, key) => sum + (byKey.get(key.id) ?? 0), 0);
    expect([sumOf(shop), sumOf('default')]).toEqual([12, 3]);
  });

  test('is refused by another name', async () => {
    expect((await buyer.get<Problem>('/v1/usage?by=organization')).body.detail).toContain('day, key, dataset, app');
  });
});
