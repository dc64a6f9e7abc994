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

/** The time that the present batch or page of accounts may need. */
const reserveMs = 60_000;
const maxAtOnce = 10;

/** The result of one run. */
export type RollupReport = {
  readonly batches: number;
  readonly segments: number;
  /** Buyers who were notified of their usage. */
  readonly told: number;
  /** Usage logs that were fenced. */
  readonly sealed: number;
  /** Entries that were reclaimed. */
  readonly settled: number;
  readonly unusableUnits: number;
};

/**
 * Rolls reported segments up into days of usage, and reclaims units of ended instances. Once a day it also fences usage logs that were
 * silent for 48 hours, and reclaims leftovers. Two runs may overlap, and a run may end anywhere. Between runs it takes messages: accounts
 * with nothing left to check, and instances to ask for a report.
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
  const sweep = await dueSweep(deps);
  const sealed = sweep ? await fenceSilent(deps) : 0;
  const { batches, segments, days } = await rollUpSegments(deps, goOn);
  const notified = await mapConcurrent(maxAtOnce, days, async (id) => {
    const counter = await deps.counterUpkeep.find(id);
    return counter !== null && (await notifyOfUsage(deps, counter));
  });
  const swept = sweep ? await sweepCounters(deps, sweep, goOn) : { settled: 0, unusableUnits: 0 };
  return { batches, segments, told: notified.filter(Boolean).length, sealed, ...swept };
}
