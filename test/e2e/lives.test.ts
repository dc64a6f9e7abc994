import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import { startWorld, type World } from '../../local/world.ts';
import type { AdminAccountView, Listing } from '../../shared/http/views.ts';
import { local, type Person, signUp, useWorld } from '../support/client.ts';
import { type Customer, liveOneDay, newCustomer, readOnce } from './lives/customer.ts';
import { expectedAccess } from './lives/oracle.ts';
import { charges, invoices, type StripeInvoice, subscriptionsByCustomer } from './lives/stripe-side.ts';

/** The long run has 200 customers over three years: `CUSTOMERS=200 DAYS=1095 SEED=… npm run test:long`. */
const seed = Number(process.env.SEED ?? 20261124);
const customers = Number(process.env.CUSTOMERS ?? 12);
const days = Number(process.env.DAYS ?? 425);
const daySeconds = 86_400;
const dataPlans = ['basic_monthly', 'pro_monthly'];

let world: World;
beforeAll(async () => {
  world = await startWorld({ port: 0, quiet: true, logFile: '.local/lives-functions.log' });
  useWorld(world.url);
});
afterAll(() => world.stop());

async function accountsAsOperator(operator: Person): Promise<Map<string, AdminAccountView>> {
  const found = new Map<string, AdminAccountView>();
  let cursor: string | undefined;
  do {
    const { body } = await operator.get<Listing<AdminAccountView>>(
      `/v1/admin/accounts?limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    );
    for (const account of body.data) found.set(account.id, account);
    cursor = body.cursor;
  } while (cursor);
  return found;
}

/** What differs today between the product and the oracle, in words. */
async function differences(operator: Person, people: readonly Customer[], now: number): Promise<string[]> {
  const [accounts, subscriptions] = await Promise.all([accountsAsOperator(operator), subscriptionsByCustomer()]);
  const found: string[] = [];
  for (const customer of people) {
    const account = accounts.get(customer.accountId);
    const held = subscriptions.get(account?.stripeCustomerId ?? '') ?? [];
    const expected = expectedAccess(held, dataPlans, now);
    if (account?.access !== expected)
      found.push(`${customer.email} has ${account?.access}, the oracle says ${expected}`);
    const served = await readOnce(customer, account?.subscriptions[0]?.periodStart ?? null);
    if (served !== null && (served === 200) !== (expected !== 'none'))
      found.push(`${customer.email} was answered ${served} with ${expected}`);
  }
  return found;
}

test(`lives of ${customers} customers over ${days} days (SEED=${seed}): after every day access is what the oracle says`, async () => {
  const random = seededRandom(seed);
  let people: Customer[] = [];
  let operator = await signUp('operator@example.com');
  for (let day = 0; day < days; day++) {
    if (people.length < customers && day % 5 === 0)
      people.push(await newCustomer(`life-${people.length}@buyer.example`));
    const lived: Customer[] = [];
    for (const customer of people) lived.push(await liveOneDay(customer, random));
    people = lived;
    const { now } = await local.advance(daySeconds);
    if (day % 6 === 5) operator = await signUp('operator@example.com');
    const found = await differences(operator, people, Math.floor(Date.parse(now) / 1000));
    expect(found, `SEED=${seed}, day ${day}, ${now}`).toEqual([]);
  }
  expect(people.some(({ secret }) => secret !== null)).toBe(true);
}, 3_600_000);

/** The periods that a subscription's invoices charge for, in order. */
const periodsOf = (billed: readonly StripeInvoice[]) =>
  billed.flatMap(({ lines }) => lines.data.map(({ period }) => period)).toSorted((a, b) => a.start - b.start);

test('every charge has one cause, periods tile time, and money sums to the cent', async () => {
  const all = await invoices();
  const bySubscription = Map.groupBy(all, ({ parent }) => parent?.subscription_details?.subscription ?? '');
  expect(bySubscription.size).toBeGreaterThan(0);
  for (const [subscription, billed] of bySubscription) {
    const periods = periodsOf(billed);
    for (const [i, { start, end }] of periods.entries()) {
      expect(end, subscription).toBeGreaterThan(start);
      if (i > 0) expect(start, `${subscription}: gap or overlap`).toBe(periods[i - 1]?.end);
    }
  }
  const paid = all.filter(({ status }) => status === 'paid');
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const charged = (await charges()).filter(({ status }) => status === 'succeeded');
  expect(charged).toHaveLength(paid.filter(({ amount_paid }) => amount_paid > 0).length);
  expect(sum(charged.map(({ amount }) => amount))).toBe(sum(paid.map(({ amount_paid }) => amount_paid)));
  expect(sum(paid.map(({ amount_paid }) => amount_paid))).toBe(
    sum(paid.flatMap(({ lines }) => lines.data.map(({ amount }) => amount))),
  );
});
