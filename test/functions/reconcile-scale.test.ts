/** The nightly comparison of many accounts, in simulated time, with refused calls and instances that are killed. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import type { ReconcileReport } from '../../functions/reconcile/report.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { driftOver } from '../../shared/storage/billing/drift.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { operationOf, type Pace, type StripeCall, stripePace } from '../../shared/stripe/pace.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { assemble } from '../support/app.ts';
import { pushCatalog, start, startStripe, stripeSecretKey } from '../support/app-stripe.ts';
import { type FaultKind, faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { founded } from '../support/founded.ts';

/** `ACCOUNTS=10000 KILLS=100` in `npm run test:long:reconcile`. */
const accounts = Number(process.env.ACCOUNTS ?? 150);
const kills = Number(process.env.KILLS ?? 12);
const seed = Number(process.env.SEED ?? 20261201);
const asNamed = `SEED=${seed} ACCOUNTS=${accounts} KILLS=${kills}`;

/** Calls that Stripe allows in any second: in all, and of one operation. https://docs.stripe.com/rate-limits */
const limits = { live: { inAll: 100, ofEndpoint: 25 }, test: { inAll: 25, ofEndpoint: 25 } } as const;
/** The time limit of the function in `infra/jobs.ts`. */
const timeoutMs = 900_000;

/** Milliseconds that only waiting moves. While the account is filled, each call has a second for itself. */
let nowMs = 0;
let isFilling = true;
const time = {
  nowMs: () => nowMs,
  sleep: async (ms: number) => {
    nowMs += ms;
  },
};
const stripe = await startStripe(
  seed,
  {},
  {
    rateLimitPerSecond: limits.live.inAll,
    nowMs: () => {
      if (isFilling) nowMs += 1_000;
      return nowMs;
    },
  },
);
afterAll(() => stripe.stop());

const customers: { readonly id: string; readonly subscription: string }[] = [];
beforeAll(async () => {
  await pushCatalog(stripe);
  const [price] = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data;
  for (let n = 0; n < accounts; n++) {
    const { id } = await stripe.sdk.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const { id: subscription } = await stripe.sdk.subscriptions.create({ customer: id, items: [{ price: price!.id }] });
    customers.push({ id, subscription });
  }
  await stripe.simulator.settle();
  isFilling = false;
}, 3_600_000);

/** A table with an account of each customer, and nothing else of them. */
async function tableOfAccounts(): Promise<Table> {
  const table = memoryTable({ now: stripe.now });
  const app = assemble({ table, stripe: stripe.wholeGateway, now: stripe.now });
  for (const [n, { id }] of customers.entries()) {
    await founded(app.deps, {
      ...{ id: `account-${n}`, email: `account-${n}@buyer.example`, organization: 'Crowd', language: 'en' },
      createdAt: start.toISOString(),
      stripeCustomerId: null,
    });
    await app.deps.accounts.setCustomer(`account-${n}`, id);
  }
  return table;
}

type Made = { readonly at: number; readonly operation: string };

/** The gateway of a deployed function. It notes when each call is made, those made again included. */
function pacedGateway(mode: 'live' | 'test', made: Made[]) {
  const pace = stripePace({ mode }, time);
  const note = (call: StripeCall) => void made.push({ at: nowMs, operation: operationOf(call) });
  const noting: Pace = {
    turn: async (call) => {
      await pace.turn(call);
      note(call);
    },
    again: async (call, refused) => {
      await pace.again(call, refused);
      note(call);
    },
  };
  return stripeGateway(stripeClient(stripeSecretKey, stripe.simulator.url, noting));
}

/** The most calls in any second. */
function mostInASecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let [from, most] = [0, 0];
  for (const [to, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

type Killing = { readonly at: number; readonly kind: FaultKind } | null;

/** One invocation, in an instance of its own, which may be killed at one of its calls. Null: it did not end the run. */
async function invoke(table: Table, gateway: ReturnType<typeof pacedGateway>, killing: Killing) {
  const calls = faultyCalls();
  if (killing) calls.arm(killing);
  const app = assemble({
    table: faultyTable(table, calls),
    stripe: faultyStripe(gateway, calls),
    now: stripe.now,
    calls,
  });
  const begunMs = nowMs;
  const context = { getRemainingTimeInMillis: () => timeoutMs - (nowMs - begunMs) };
  const report = await app.reconcile(context).catch((): ReconcileReport | null => null);
  return { report, elapsedMs: nowMs - begunMs };
}

/** The accounts whose stored billing is not what Stripe has. */
async function wrongAccounts(table: Table): Promise<string[]> {
  const billing = billingOver(table);
  const wrong: string[] = [];
  for (const [n, { subscription }] of customers.entries()) {
    const { subscriptions } = await billing.read(`account-${n}`);
    const [only, ...others] = subscriptions;
    if (only?.id !== subscription || only.status !== 'active' || others.length > 0) wrong.push(`account-${n}`);
  }
  return wrong;
}

async function correctedAccounts(table: Table): Promise<string[]> {
  const drift = driftOver(table);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await drift.list({ limit: 100, ...(cursor ? { cursor } : {}) });
    ids.push(...page.corrections.flatMap(({ accountId }) => accountId ?? []));
    cursor = page.cursor;
  } while (cursor);
  return ids;
}

test.each(['live', 'test'] as const)(
  `in ${accounts} accounts a run under the limits of %s mode, with refused calls and kills at any account, corrects each once (${asNamed})`,
  async (mode) => {
    const random = seededRandom(seed);
    const table = await tableOfAccounts();
    const made: Made[] = [];
    const gateway = pacedGateway(mode, made);
    stripe.simulator.setFaults({ rateLimitRate: 0.02, seed });
    /** An account takes about so many calls of tables and Stripe. */
    const callsBetween = Math.max(20, (2 * 8 * accounts) / kills);
    let [left, invocations] = [kills, 0];
    let report: ReconcileReport | null = null;
    const begunMs = nowMs;
    while (report === null) {
      const kind = random.pick(['kill-before', 'kill-after'] as const);
      const killing = left > 0 ? { at: 1 + Math.floor(random.next() * callsBetween), kind } : null;
      left -= killing ? 1 : 0;
      invocations += 1;
      const run = await invoke(table, gateway, killing);
      expect(run.elapsedMs).toBeLessThanOrEqual(timeoutMs);
      report = run.report;
      expect(invocations, 'the run makes no headway').toBeLessThan(kills + 20);
    }
    stripe.simulator.setFaults({});
    const times = made.map(({ at }) => at);
    const ofEach = Map.groupBy(made, ({ operation }) => operation);
    console.log(
      `${mode}: ${made.length} calls in ${Math.round((nowMs - begunMs) / 1_000)} s of Stripe's time, ${invocations} invocations, ${kills - left} kills`,
    );
    expect(report).toMatchObject({ checked: accounts, corrected: accounts, unowned: 0 });
    expect(await wrongAccounts(table)).toEqual([]);
    const corrected = await correctedAccounts(table);
    expect([corrected.length, new Set(corrected).size]).toEqual([accounts, accounts]);
    expect(mostInASecond(times)).toBeLessThanOrEqual(limits[mode].inAll);
    for (const [operation, calls] of ofEach)
      expect(mostInASecond(calls.map(({ at }) => at)), operation).toBeLessThanOrEqual(limits[mode].ofEndpoint);
  },
  3_600_000,
);
