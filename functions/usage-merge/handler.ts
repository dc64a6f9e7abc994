import { mapConcurrent } from '../../shared/concurrency.ts';
import type { ReportRequest } from '../../shared/domain/usage/report-request.ts';
import { type JobContext, jobFunction, queueFunction, queueOrJobFunction } from '../../shared/http/stacks.ts';
import type { UsageCheckMessage } from '../../shared/queues.ts';
import { askToReport } from './ask-to-report.ts';
import { checkUsage } from './check.ts';
import type { UsageMergeDeps } from './deps.ts';
import { notifyOfUsage } from './notify-of-usage.ts';
import { rollUpSegments } from './roll-up.ts';
import { dueSweep, fenceSilent, sweepCounters } from './sweep.ts';

/** What is left for the batch or the page of accounts at hand. */
const reserveMs = 60_000;
const maxAtOnce = 10;

export type RollupReport = {
  readonly batches: number;
  readonly segments: number;
  /** Buyers who were told that so much of their allowance is used. */
  readonly told: number;
  readonly sealed: number;
  readonly settled: number;
  readonly unusableUnits: number;
};

/**
 * Folds what instances have reported into days of usage and gives back what those that ended have left; once a day it also seals
 * chains that were silent for 48 hours and settles what was left over. It may run twice at once and end anywhere. Between its runs it is told
 * of accounts of which nothing is left, and looks at those at once, and of instances to ask for a report.
 */
export function usageMerge(deps: UsageMergeDeps) {
  const job = jobFunction(deps, (context) => run(deps, context));
  const queue = queueFunction({ log: deps.log }, ({ body }) => {
    const message = JSON.parse(body) as UsageCheckMessage | ReportRequest;
    return 'accountId' in message ? checkUsage(deps, message) : askToReport(deps, message);
  });
  return queueOrJobFunction({ queue, job });
}

async function run(deps: UsageMergeDeps, context: JobContext): Promise<RollupReport> {
  const goOn = () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs;
  const walk = await dueSweep(deps);
  const sealed = walk ? await fenceSilent(deps) : 0;
  const { batches, segments, days } = await rollUpSegments(deps, goOn);
  const told = await mapConcurrent(maxAtOnce, days, async (id) => {
    const counter = await deps.counterUpkeep.find(id);
    return counter !== null && (await notifyOfUsage(deps, counter));
  });
  const walked = walk ? await sweepCounters(deps, walk, goOn) : { settled: 0, unusableUnits: 0 };
  return { batches, segments, told: told.filter(Boolean).length, sealed, ...walked };
}
