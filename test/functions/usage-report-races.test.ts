/** Reporters that are interrupted, late, or at work together, over a meter of which the latest event counts. */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { logOf } from '../../shared/log.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import { reportAccount } from '../../shared/services/usage/report-overage.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import type { UsageGateway } from '../../shared/stripe/usage.ts';
import catalog from '../../tollgate.config.ts';
import { type FaultyCalls, faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyUsage } from '../support/faulty-stripe.ts';

const start = '2026-11-24T12:00:00.000Z';
const item = { quantity: 1, interval: 'month', periodStart: start, periodEnd: '2026-12-24T12:00:00.000Z' } as const;
const subscription = {
  id: 'sub_1',
  status: 'active',
  createdAt: start,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: null,
  items: [
    { ...item, lookupKey: 'pro_monthly' },
    { ...item, lookupKey: 'pro_overage_monthly', metered: { itemId: 'si_1', since: start } },
  ],
} satisfies Subscription;
const account = { id: 'acc_1', stripeCustomerId: 'cus_1' } as Account;

/** A meter with the formula `last`, which takes an identifier once. */
function lastMeter() {
  const events = new Map<string, { readonly at: number; readonly value: number }>();
  const usage: UsageGateway = {
    setOverage: async () => {},
    report: async ({ identifier, at, value }) => void (events.has(identifier) || events.set(identifier, { at, value })),
    reported: async () => null,
    invoiceOf: async () => null,
    takeOff: async () => true,
    collect: async () => ({ status: 'paid', billsMore: false, dueMinor: 0, currency: 'usd' }),
  };
  const last = () => [...events.values()].reduce((a, b) => (b.at >= a.at ? b : a), { at: 0, value: 0 }).value;
  return { usage, last };
}

/** The units used past the allowance of 1,000,000 at this moment. */
type World = { beyond: number };

function newWorld(world: World, step: <T>(name: string, call: () => Promise<T>) => Promise<T>) {
  const meter = lastMeter();
  const overages = overagesOver(memoryTable());
  const deps = {
    catalog,
    billing: { read: async () => ({ subscriptions: [subscription] }) },
    access: { readHolder: async () => ({ grants: grantsOf(catalog, [subscription]) }) },
    overages: {
      read: (id: string) => step('read', () => overages.read(id)),
      write: (...input: Parameters<typeof overages.write>) => step('write', () => overages.write(...input)),
    },
    totalOf: () => step('total', async () => 1_000_000 + world.beyond),
    log: logOf('test', () => {}),
    now: () => new Date('2026-12-01T00:00:00Z'),
  } as unknown as Omit<UsageReportDeps, 'stripeUsage'>;
  return { deps, meter };
}

test('interrupted at any call, in any way, the next run makes the meter say what was used, and repeats nothing', async () => {
  const runWith = async (calls: FaultyCalls, world: World) => {
    const unavailable = () => new Error('no answer');
    const { deps, meter } = newWorld(world, (name, call) => calls.run({ name, unavailable }, call));
    return { run: () => reportAccount({ ...deps, stripeUsage: faultyUsage(meter.usage, calls) }, account), meter };
  };
  const calls = faultyCalls();
  await (await runWith(calls, { beyond: 500 })).run();
  const names = calls.reset();
  expect(names).toEqual(['read', 'total', 'write', 'stripe report', 'write']);
  for (const at of names.keys())
    for (const kind of faultKinds)
      for (const found of [0, 500, 200, 900]) {
        const world = { beyond: 500 };
        const { run, meter } = await runWith(calls, world);
        calls.arm({ at: at + 1, kind });
        await run().catch(() => {});
        calls.reset();
        expect([0, 500]).toContain(meter.last());
        world.beyond = found;
        await run();
        expect(meter.last(), `${kind} at ${names[at]}, then ${found}`).toBe(found);
      }
});

/** Runs `play` once for every sequence of choices that it can make. */
async function everyChoice(play: (choose: (options: number) => number) => Promise<void>): Promise<number> {
  let path: { readonly taken: number; readonly options: number }[] = [];
  for (let runs = 1; ; runs++) {
    const made: typeof path = [];
    await play((options) => {
      const taken = path[made.length]?.taken ?? 0;
      made.push({ taken, options });
      return taken;
    });
    while ((made.at(-1)?.taken ?? 0) + 1 >= (made.at(-1)?.options ?? 0) && made.length > 0) made.pop();
    const last = made.pop();
    if (!last) return runs;
    path = [...made, { ...last, taken: last.taken + 1 }];
  }
}

test.each([
  ['more is used', 300, 700],
  ['some is credited', 700, 300],
])(
  'two reporters at once while %s, in every order of their calls, leave a total that the next run makes exact',
  async (_, before, after) => {
    const runs = await everyChoice(async (choose) => {
      const world = { beyond: before };
      const waiting: (() => void)[] = [];
      let isFree = false;
      const step = async <T>(__: string, call: () => Promise<T>): Promise<T> => {
        if (!isFree) await new Promise<void>((resolve) => waiting.push(resolve));
        return call();
      };
      const { deps, meter } = newWorld(world, step);
      const stripeUsage: UsageGateway = {
        ...meter.usage,
        report: (each) => step('report', () => meter.usage.report(each)),
      };
      const reporters = [1, 2].map(() => reportAccount({ ...deps, stripeUsage }, account));
      waiting.push(() => {
        world.beyond = after;
      });
      for (await turn(); waiting.length > 0; await turn()) waiting.splice(choose(waiting.length), 1)[0]?.();
      await Promise.all(reporters);
      expect([before, after]).toContain(meter.last());
      isFree = true;
      await reportAccount({ ...deps, stripeUsage }, account);
      expect(meter.last()).toBe(after);
    });
    expect(runs).toBeGreaterThan(100);
  },
);
