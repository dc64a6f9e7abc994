import { mapConcurrent } from '../../shared/concurrency.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type OutageWatch, outageWatch } from '../../shared/stripe/outage.ts';
import type { BadgeSettlementDeps } from './deps.ts';
import { type Settled, settle } from './settle.ts';

/** How many payments a run refunded, how many subscriptions it ended, how many refunds wait, and how many settlements failed. */
export type SettlementReport = Readonly<Record<Settled, number>>;

const pageSize = 100;
const maxAtOnce = 5;
/** Time kept for the settlements in progress. */
const reserveMs = 30_000;

/**
 * Settles the payments of badges that will not be shown: refunds them, or stops the renewal of their subscription.
 * A settlement that fails does not delay the others. The job fails at its end, so that the alarm fires, and the next run tries again. A
 * refund that Stripe refuses or that came back fails one run a day.
 */
export const badgeSettlement = (deps: BadgeSettlementDeps) => jobFunction(deps, (context) => run(deps, context));

async function run(deps: BadgeSettlementDeps, { getRemainingTimeInMillis }: JobContext): Promise<SettlementReport> {
  const sums = { refunded: 0, ended: 0, waiting: 0, failed: 0 };
  const watch = outageWatch();
  const due = await deps.badgeSettlements.due(deps.now(), pageSize);
  await mapConcurrent(maxAtOnce, due, async ({ id }) => {
    if ((getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) < reserveMs) return;
    const outcome = await tried(deps, id, watch);
    if (outcome !== null) sums[outcome] += 1;
  });
  if (sums.failed > 0) throw new Error(`${sums.failed} payments for badges could not be settled`);
  return sums;
}

type Outcome = Settled | null;

/** Null: there was nothing to do any more. @throws StripeUnavailable in an outage, StorageUnavailable: the next would meet it too */
async function tried(deps: BadgeSettlementDeps, id: string, watch: OutageWatch): Promise<Outcome> {
  try {
    const outcome = await settle(deps, id);
    if (outcome !== null) watch.answered();
    return outcome;
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    if (error instanceof StripeUnavailable) watch.unanswered(id, error);
    deps.log.error('payment for a badge not settled', error, { settlement: id });
    return 'failed';
  }
}
