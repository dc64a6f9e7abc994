/** A plan that credits repeats of a day, from reads with a key to what is shown, allowed and billed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Catalog, Plan } from '../../shared/domain/catalog/catalog.ts';
import type { UsageView } from '../../shared/http/views.ts';
import tollgate from '../../tollgate.config.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe } from './at-stripe.ts';

/** Basic: 20 records, then it stops. Pro: 5 records, and 10 cents for each one more. */
const terms: Readonly<Record<string, Partial<Plan>>> = {
  basic: { allowance: { amount: 20, unit: 'record' }, deduplicate: 'day' },
  pro: {
    allowance: { amount: 5, unit: 'record' },
    overage: { units: 1, amountMinor: 10 },
    deduplicate: 'day',
  },
};
const catalog: Catalog = { ...tollgate, plans: tollgate.plans.map((plan) => ({ ...plan, ...terms[plan.id] })) };
const begins = '2026-11-24T12:00:00.000Z';

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterEach(() => stripe.stop());

const ten = '/data/posts?limit=10';

/** Reads, and sees to it that all of it is reported. */
async function reads(at: BuyerAtStripe, ...paths: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const path of paths) statuses.push(await at.read(path));
  expect(await at.read('/v1/usage/current')).toBe(200);
  return statuses;
}

async function usageOf({ app, email }: BuyerAtStripe, by = 'day'): Promise<UsageView> {
  return (await (await signUp(app, email)).get<UsageView>(`/v1/usage?by=${by}`)).body;
}

const bucketsOf = ({ data }: UsageView) => data.map(({ bucket, units, requests }) => [bucket, units, requests]);

test('repeats of a day are charged on reading and credited by the next merge: usage is net by day, and gross by key and dataset', async () => {
  const at = await buyerAtStripe(stripe, { catalog, prices: ['pro_monthly'] });
  await stripe.advanceTo(new Date('2026-11-25T08:00:00Z'));
  expect(await reads(at, ten, ten, '/data/posts/r0003', '/data/films?limit=2')).toEqual([200, 200, 200, 200]);
  expect(await usageOf(at)).toMatchObject({ used: 23 });
  await at.app.mergeUsage();
  await stripe.advanceTo(new Date('2026-11-26T08:00:00Z'));
  await reads(at, '/data/posts?limit=4', '/data/posts/counts?by=day');
  await at.app.mergeUsage();
  await at.app.mergeUsage();
  const usage = await usageOf(at);
  expect(usage.used).toBe(12 + 4 + 90);
  expect(bucketsOf(usage)).toEqual([
    ['2026-11-25', 12, 4],
    ['2026-11-26', 94, 2],
  ]);
  expect(bucketsOf(await usageOf(at, 'dataset'))).toEqual([
    ['films', 2, 1],
    ['posts', 115, 5],
    ['repeats', -11, 0],
  ]);
  expect(bucketsOf(await usageOf(at, 'key'))).toContainEqual(['repeats', -11, 0]);
});

test('a record in an export is one that was read: with pages, and with other exports, one serving stays charged', async () => {
  const exports = {
    keep: async () => 'a',
    address: async () => ({ url: 'https://files.example/a', expiresAt: '2026-11-25T08:05:00.000Z' }),
  };
  const at = await buyerAtStripe(stripe, { catalog, prices: ['pro_monthly'], exports });
  await stripe.advanceTo(new Date('2026-11-25T08:00:00Z'));
  await reads(at, ten);
  for (const limit of [30, 40]) expect(await at.read(`/data/posts/export?limit=${limit}`, 'POST')).toBe(303);
  await reads(at);
  expect(await usageOf(at)).toMatchObject({ used: 80 });
  await at.app.mergeUsage();
  expect(await usageOf(at)).toMatchObject({ used: 40 });
});

test('overage by repeats alone is on no invoice: the last minutes of a period are credited while it is a draft', async () => {
  const at = await buyerAtStripe(stripe, { catalog, prices: ['pro_monthly'] });
  await stripe.advanceTo(new Date('2026-12-24T11:55:00Z'));
  await reads(at, ten, ten);
  await at.app.mergeUsage();
  await at.app.usageReport();
  await reads(at, '/data/posts?limit=12', '/data/posts?limit=12');
  await stripe.advanceTo(new Date('2026-12-24T12:00:00Z'));
  await at.hear();
  await stripe.advanceTo(new Date('2026-12-24T12:20:00Z'));
  await at.app.mergeUsage();
  await at.app.usageReport();
  await stripe.advanceTo(new Date('2026-12-24T14:00:00Z'));
  const [invoice] = (await stripe.sdk.invoices.list({ customer: at.customerId })).data;
  expect(invoice).toMatchObject({ status: 'paid', amount_paid: 5_000_00 + 7 * 10 });
});

test('a hard allowance that repeats have used up is open again after the merge, for as many records', async () => {
  const at = await buyerAtStripe(stripe, { catalog });
  await stripe.advanceTo(new Date('2026-11-25T08:00:00Z'));
  expect(await reads(at, ten, ten, ten)).toEqual([200, 200, 429]);
  await at.app.mergeUsage();
  await stripe.advanceTo(new Date('2026-11-25T08:01:01Z'));
  expect(await reads(at, '/data/films?limit=11', '/data/films?limit=11')).toEqual([200, 429]);
  await at.app.mergeUsage();
  expect(await usageOf(at)).toMatchObject({ used: 20, remaining: 0 });
  const counter = await at.app.deps.counters.read({ accountId: at.id, periodStart: begins });
  expect(counter).toMatchObject({ limit: 20, credited: 10, free: 0 });
});

test('a plan that does not say so credits nothing, and keeps no record of what was read', async () => {
  const plain = { ...catalog, plans: catalog.plans.map(({ deduplicate: _, ...plan }) => plan) };
  const at = await buyerAtStripe(stripe, { catalog: plain, prices: ['pro_monthly'] });
  await stripe.advanceTo(new Date('2026-11-25T08:00:00Z'));
  await reads(at, ten, ten);
  await at.app.mergeUsage();
  expect(await usageOf(at)).toMatchObject({ used: 20 });
  const day = { accountId: at.id, day: '2026-11-25', periodStart: begins };
  expect(await at.app.deps.repeats.served(day)).toEqual([]);
});
