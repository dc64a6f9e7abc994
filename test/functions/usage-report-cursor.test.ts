import { expect, test } from 'vitest';
import { usageReport } from '../../functions/usage-report/handler.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { noOverage } from '../../shared/domain/billing/overage.ts';
import { logOf } from '../../shared/log.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';

const pageSize = 50;
const all = Array.from(
  { length: 5 * pageSize - 1 },
  (_, i) => ({ id: `acc_${i}`, stripeCustomerId: `cus_${i}` }) as Account,
);

/** The job over so many accounts; `leftMs` is the time that the platform leaves it, looked at after each page. */
function world() {
  const reported: string[] = [];
  const state = { leftMs: 600_000, isStripeAway: (_: string): boolean => false };
  const overages = overagesOver(memoryTable());
  const deps = {
    catalog,
    accounts: {
      async list({ limit, cursor = '0' }: { limit: number; cursor?: string }) {
        const end = Number(cursor) + limit;
        return { accounts: all.slice(Number(cursor), end), ...(end < all.length && { cursor: String(end) }) };
      },
    },
    overages: {
      ...overages,
      async read(id: string) {
        if (state.isStripeAway(id)) throw new StripeUnavailable(new Error('away'));
        reported.push(id);
        return { version: 0, overage: noOverage };
      },
    },
    billing: { read: async () => ({ subscriptions: [] }) },
    log: logOf('usage-report', () => {}),
    now: () => new Date('2026-11-30T00:00:00Z'),
  } as unknown as UsageReportDeps;
  const context = { getRemainingTimeInMillis: () => state.leftMs } as never;
  return { state, reported, run: async () => usageReport(deps)({}, context) };
}

test('a run whose time is up leaves the rest to the next, so that every account has its turn', async () => {
  const { state, reported, run } = world();
  state.leftMs = 1_000;
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push(await run());
  expect(runs.map((each) => 'finished' in each && each.finished)).toEqual([false, false, false, false, true]);
  expect(reported).toEqual(all.map(({ id }) => id));
  await run();
  expect(reported.slice(all.length)).toEqual(all.slice(0, pageSize).map(({ id }) => id));
});

test('a run that Stripe stops goes on with the page that it was at, and no account before it is asked for again', async () => {
  const { state, reported, run } = world();
  state.isStripeAway = (id) => Number(id.slice(4)) >= 120;
  await expect(run()).rejects.toBeInstanceOf(StripeUnavailable);
  const before = reported.length;
  state.isStripeAway = () => false;
  expect(await run()).toMatchObject({ finished: true });
  expect(reported.slice(before)).toEqual(all.slice(2 * pageSize).map(({ id }) => id));
});

test('an account for which alone Stripe never answers keeps the reports of no other from being made', async () => {
  const { state, reported, run } = world();
  state.isStripeAway = (id) => id === 'acc_120';
  await expect(run()).rejects.toThrow('The usage of 1 accounts could not be reported');
  expect(reported).toEqual(all.map(({ id }) => id).filter((id) => id !== 'acc_120'));
});
