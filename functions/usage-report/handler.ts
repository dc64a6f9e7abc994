import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { type JobContext, jobFunction, queueFunction, queueOrJobFunction } from '../../shared/http/stacks.ts';
import type { UsageReportMessage } from '../../shared/queues.ts';
import type { UsageReportDeps } from '../../shared/services/usage/report-deps.ts';
import { reportAccount } from '../../shared/services/usage/report-overage.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type OutageWatch, outageWatch } from '../../shared/stripe/outage.ts';

/** The result of one run. */
export type UsageReportRun = {
  readonly accounts: number;
  readonly reports: number;
  readonly failed: number;
  /** False: its time was up, and the next run continues with the accounts that are left. */
  readonly finished: boolean;
};

const pageSize = 50;
const maxAtOnce = 10;
/** The time that a page of accounts may need. */
const reserveMs = 30_000;

/**
 * Reports usage past allowances to Stripe: of every account on a schedule, and of one account when a period of it has ended. So the
 * invoice, which is a draft for an hour, bills all of it. An account that fails does not stop the others; the job fails at its end, which
 * raises the alarm. Safe to repeat. A run whose time is up leaves the rest to the next.
 */
export function usageReport(deps: UsageReportDeps) {
  const job = jobFunction(deps, (context) => reportAll(deps, context));
  const queue = queueFunction({ log: deps.log }, async ({ body }) => {
    const { accountId } = JSON.parse(body) as UsageReportMessage;
    const account = await deps.accounts.find(accountId);
    if (account) await reportAccount(deps, account);
  });
  return queueOrJobFunction({ queue, job });
}

/** Continues where the last run stopped. An interrupted page is reported again, whole. */
async function reportAll(deps: UsageReportDeps, { getRemainingTimeInMillis }: JobContext): Promise<UsageReportRun> {
  const run = { accounts: 0, reports: 0, failed: 0, finished: true };
  if (!deps.catalog.plans.some(({ overage }) => overage)) return run;
  const goOn = () => (getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs;
  const watch = outageWatch();
  let cursor = await deps.overages.cursor();
  do {
    const page = await deps.accounts.list({ limit: pageSize, cursor });
    await mapConcurrent(maxAtOnce, page.accounts, async (account) => {
      const reports = await tried(deps, account, watch);
      run.accounts += 1;
      if (reports === null) run.failed += 1;
      else run.reports += reports;
    });
    cursor = page.cursor;
    await deps.overages.saveCursor(cursor);
  } while (cursor !== undefined && goOn());
  if (run.failed > 0) throw new Error(`The usage of ${run.failed} accounts could not be reported`);
  return { ...run, finished: cursor === undefined };
}

/**
 * Null: this account alone failed.
 * @throws StripeUnavailable in an outage, StorageUnavailable
 */
async function tried(deps: UsageReportDeps, account: Account, watch: OutageWatch): Promise<number | null> {
  try {
    const reports = await reportAccount(deps, account);
    if (reports > 0) watch.answered();
    return reports;
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    if (error instanceof StripeUnavailable) watch.unanswered(account.id, error);
    deps.log.error('usage not reported', error, { account: account.id });
    return null;
  }
}
