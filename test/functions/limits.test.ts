/** The limits as a buyer meets them, through the functions: spend cap, rates, calls under way, weights. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView, Listing, Problem, SpendCapView, UsageView } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import config from '../../tollgate.config.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { countedRecords } from '../support/app-records.ts';
import { parseItem, parseList } from '../support/structured-fields.ts';

/** Pro has 20 records, blocks of 10 more for 5 cents, and heavy counts; Basic has narrow limits of a key. */
const limits: Readonly<Record<string, object>> = {
  pro: {
    allowance: { amount: 20, unit: 'record' },
    overage: { units: 10, amountMinor: 5 },
    rateLimits: [],
    weights: { counts: 4, 'counts:films': 0 },
  },
  basic: { rateLimits: [{ requests: 3, windowSeconds: 60 }], maxInFlight: 2 },
};
const deprecated = { at: '2026-11-01T00:00:00Z', sunsetAt: '2027-05-01T00:00:00Z', link: 'https://docs.example/films' };
const catalog: Catalog = {
  ...config,
  plans: config.plans.map((plan) => ({ ...plan, ...limits[plan.id] })),
  datasets: config.datasets.map((dataset) => (dataset.id === 'films' ? { ...dataset, deprecated } : dataset)),
  settings: { ...config.settings, rateLimits: [{ requests: 1, windowSeconds: 1 }] },
};

/** Reads wait here as long as there is something to wait for. */
let gate: Promise<void> = Promise.resolve();
const records = countedRecords();
const engine = {
  ...records,
  records: async (...asked: Parameters<typeof records.records>) => {
    await gate;
    return records.records(...asked);
  },
};

let nowMs = Date.parse('2026-11-10T12:00:00.000Z');
let app: App;
/** Stripe's subscriptions for any customer; these tests ask Stripe for nothing else. */
let bought: readonly Subscription[] = [];
beforeAll(() => {
  const stripe = { listSubscriptions: async () => bought, listTopUps: async () => [] } as unknown as StripeGateway;
  app = assemble({ table: memoryTable(), stripe, now: () => new Date(nowMs), catalog, engine });
});

let buyers = 0;
async function buyerOf(price: string) {
  const buyer = await signUp(app, `limited-${++buyers}@buyer.example`);
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  bought = [buying(price)];
  await syncAccount(app.deps, id, 'cus_1');
  await acceptLicences(buyer);
  return { buyer, ...reader((await newKey(buyer)).secret) };
}

const reader = (secret: string) => {
  const headers = { authorization: `Bearer ${secret}` };
  const get = (path: string, more: Record<string, string> = {}) =>
    app.request<{ data: unknown[] } & Problem>('GET', path, { headers: { ...headers, ...more } });
  return {
    get,
    read: (limit: number) => get(`/data/posts?limit=${limit}`),
    used: async () => (await app.request<UsageView>('GET', '/v1/usage/current', { headers })).body.used,
  };
};

const capAt = (buyer: Person, amountMinor: unknown) =>
  buyer.send<SpendCapView & Problem>('PUT', '/v1/spend-cap', { amountMinor });

describe('a spend cap', () => {
  test('is served up to what it pays for in whole blocks, and to no record more', async () => {
    const { buyer, read, used } = await buyerOf('pro_monthly');
    expect((await read(25)).body.data).toHaveLength(25);
    expect(await capAt(buyer, 12)).toMatchObject({ status: 200, body: { amountMinor: 12, currency: 'usd' } });
    const page = await read(100);
    expect(page.body.data).toHaveLength(15);
    expect(page.headers).toMatchObject({ 'tollgate-cost': '15', 'tollgate-remaining': '0' });
    const refused = await read(1);
    expect(refused).toMatchObject({ status: 402, body: { code: 'spend_cap_reached' } });
    expect(refused.headers).toMatchObject({ 'tollgate-cost': '0', 'tollgate-remaining': '0' });
    expect(parseItem(refused.headers.ratelimit!)).toMatchObject({ value: 'allowance', parameters: { r: 0 } });
    expect(await used()).toBe(40);
    expect((await buyer.get<UsageView>('/v1/usage')).body).toMatchObject({ allowance: 20, remaining: 0 });
    await capAt(buyer, 20);
    expect((await buyer.get<UsageView>('/v1/usage')).body).toMatchObject({ allowance: 20, remaining: 20 });
  });

  test('that is lowered below what is used allows nothing more and takes nothing back; raised or removed it allows more', async () => {
    const { buyer, read, used } = await buyerOf('pro_monthly');
    expect((await read(60)).status).toBe(200);
    await capAt(buyer, 5);
    expect((await read(1)).body.code).toBe('spend_cap_reached');
    expect(await used()).toBe(60);
    await capAt(buyer, 24);
    expect((await read(1)).body.code).toBe('spend_cap_reached');
    await capAt(buyer, 25);
    expect((await read(100)).body.data).toHaveLength(10);
    await capAt(buyer, null);
    expect((await read(100)).body.data).toHaveLength(100);
    expect(await used()).toBe(170);
  });

  test('set to nothing leaves the allowance alone', async () => {
    const { buyer, read } = await buyerOf('pro_monthly');
    await capAt(buyer, 0);
    expect((await read(100)).body.data).toHaveLength(20);
    expect((await read(1)).body.code).toBe('spend_cap_reached');
  });

  test('is shown with the account, stands in its trail, and is announced to every instance', async () => {
    const { buyer } = await buyerOf('pro_monthly');
    const account = async () => (await buyer.get<AccountView>('/v1/account')).body;
    const { id, spendCap } = await account();
    expect(spendCap).toEqual({ amountMinor: null, currency: 'usd' });
    const before = await app.deps.changes.read();
    await capAt(buyer, 1_000);
    expect((await account()).spendCap).toEqual({ amountMinor: 1_000, currency: 'usd' });
    const after = await app.deps.changes.read();
    expect(after.changed.get(id)).not.toBe(before.changed.get(id));
    await capAt(buyer, null);
    expect((await account()).spendCap).toEqual({ amountMinor: null, currency: 'usd' });
    const { body } = await buyer.get<Listing<{ action: string }>>('/v1/events');
    const told = body.data.map(({ action }) => action).filter((action) => action.startsWith('spend_cap'));
    expect(told.toSorted()).toEqual(['spend_cap.removed', 'spend_cap.set']);
  });

  test('is refused where nothing is billed beyond the plan, and where it is no amount', async () => {
    const { buyer: pro } = await buyerOf('pro_monthly');
    const { buyer: basic } = await buyerOf('basic_monthly');
    expect((await basic.get<AccountView>('/v1/account')).body.spendCap).toBe(null);
    expect(await capAt(basic, 500)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const amount = 'must be a whole number of minor units (cents), 0 or more, or null for no cap';
    for (const [wrong, message] of [
      ...[-1, 0.5, '5', undefined].map((each) => [each, amount] as const),
      [100_000_000, 'must be at most 99999999, the largest amount that Stripe bills at once in usd'] as const,
    ]) {
      const { status, body } = await capAt(pro, wrong);
      expect(status).toBe(400);
      expect(body.errors?.[0]).toEqual({ field: 'amountMinor', message });
    }
    expect((await app.request('PUT', '/v1/spend-cap', { body: { amountMinor: 1 } })).status).toBe(401);
  });
});

describe('the limits of a key', () => {
  test('are told with every answer, and a call beyond a rate is refused until it says, and costs nothing', async () => {
    const { read, used } = await buyerOf('basic_monthly');
    const first = await read(2);
    expect(parseList(first.headers['ratelimit-policy']!)).toMatchObject([
      { value: 'allowance', parameters: { q: 10_000, qu: 'records' } },
      { value: 'minute', parameters: { q: 3, w: 60 } },
      { value: 'in-flight', parameters: { q: 2, qu: 'concurrent-requests' } },
    ]);
    expect(parseItem(first.headers.ratelimit!)).toMatchObject({ value: 'in-flight', parameters: { r: 1 } });
    await read(2);
    await read(2);
    const refused = await read(2);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' }, headers: { 'tollgate-cost': '0' } });
    expect(parseItem(refused.headers.ratelimit!)).toMatchObject({ value: 'minute', parameters: { r: 0 } });
    const retryAfter = Number(refused.headers['retry-after']);
    expect(retryAfter).toBeGreaterThan(0);
    nowMs += retryAfter * 1_000;
    expect((await read(2)).status).toBe(200);
    expect(await used()).toBe(8);
  });

  test('let so many calls be under way, and the next one when one of them has ended', async () => {
    const { read } = await buyerOf('basic_monthly');
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const underWay = [read(1), read(1)];
    await new Promise(setImmediate);
    const refused = await read(1);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'too_many_in_flight' },
      headers: { 'retry-after': '1' },
    });
    open();
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await read(1)).status).toBe(200);
  });

  test('hold for what costs nothing too', async () => {
    const { get } = await buyerOf('basic_monthly');
    for (const path of ['/data', '/v1/usage/current', '/v1/badges/states?handle=ada'])
      expect((await get(path)).headers).toMatchObject({ 'tollgate-cost': '0' });
    for (const path of ['/data', '/v1/usage/current', '/v1/badges/states?handle=ada', '/data/posts?limit=1'])
      expect(await get(path)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  });

  test('hold for all keys of an account together, also for what costs nothing', async () => {
    const { buyer, read } = await buyerOf('basic_monthly');
    const others = [reader((await newKey(buyer)).secret), reader((await newKey(buyer)).secret)];
    const first = await Promise.all([read(1), others[0]!.get('/data')]);
    expect(first.map(({ status }) => status)).toEqual([200, 200]);
    expect((await others[1]!.read(1)).headers).toMatchObject({ ratelimit: '"minute";r=0;t=64' });
    for (const key of [{ read }, ...others]) expect((await key.read(1)).body.code).toBe('rate_limited');
  });

  test('for testing are those of the settings', async () => {
    const { buyer } = await buyerOf('pro_monthly');
    const { read } = reader((await newKey(buyer, 'test')).secret);
    expect((await read(1)).status).toBe(200);
    expect((await read(1)).body.code).toBe('rate_limited');
    nowMs += 2_000;
    expect((await read(1)).headers).toMatchObject({ 'tollgate-cost': '0' });
  });

  test('do not count a call that access forbids', async () => {
    const { get, read } = await buyerOf('basic_monthly');
    for (let i = 0; i < 5; i++) expect((await get('/data/nothing')).status).toBe(404);
    expect((await read(1)).status).toBe(200);
  });
});

test('a weight multiplies what an endpoint costs: a page is cut to whole items, and 0 is free', async () => {
  const { buyer, get, used } = await buyerOf('pro_monthly');
  await capAt(buyer, 10);
  expect((await get('/data/posts?limit=2')).headers).toMatchObject({ 'tollgate-cost': '2' });
  const counts = await get('/data/posts/counts?by=brand');
  expect(counts.body.data).toHaveLength(9);
  expect(counts.headers).toMatchObject({ 'tollgate-cost': '36', 'tollgate-remaining': '2' });
  expect((await get('/data/posts/counts?by=brand')).body.code).toBe('spend_cap_reached');
  expect((await get('/data/films/counts?by=genre')).headers).toMatchObject({ 'tollgate-cost': '0' });
  expect(await used()).toBe(38);
});

test('every answer of a deprecated version says so, refusals too; a version that is not served is refused', async () => {
  const { buyer, get } = await buyerOf('pro_monthly');
  await capAt(buyer, 0);
  const served = await get('/data/films?limit=20');
  const refused = await get('/data/films?limit=1');
  expect([served.status, refused.status]).toEqual([200, 402]);
  for (const { headers } of [served, refused]) {
    expect(parseItem(headers.deprecation!).value).toEqual(new Date(deprecated.at));
    expect(headers).toMatchObject({ sunset: 'Sat, 01 May 2027 00:00:00 GMT', 'tollgate-version': '1' });
    expect(headers.link).toMatch(
      /rel="license"; type="application\/rsl\+xml", <https:\/\/docs\.example\/films>; rel="deprecation"/,
    );
  }
  expect((await get('/data/posts?limit=1')).headers).not.toHaveProperty('deprecation');
  const wrong = await get('/data/posts', { 'tollgate-version': '2' });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(wrong.body.errors).toEqual([{ field: 'Tollgate-Version', message: 'must be one of 1, or left out' }]);
});
