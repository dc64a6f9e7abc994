import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { ReconcileRun } from '../../shared/storage/billing/drift.ts';
import { type Comparing, customersOfReturned } from './compare-account.ts';
import { comparePage } from './compare-page.ts';
import { correctionsOf } from './correction.ts';
import type { ReconcileDeps } from './deps.ts';
import { findUnowned } from './find-unowned.ts';
import { giveDueCredits } from './give-credits.ts';
import { progressOf } from './progress.ts';
import { type ReconcileReport, reportOf } from './report.ts';
import { failingOf, findUndelivered, queueAll, type Undelivered } from './unhandled.ts';

/** Time kept for the accounts in progress, whose calls to Stripe may each take 10 s, and for noting where to go on. */
const reserveMs = 60_000;

/**
 * Compares every customer with Stripe and corrects differences. It may be repeated.
 * Undelivered events are found first and queued last. Until then nothing else applies them, so they are known as the cause of a
 * difference.
 * An account that cannot be compared, or for which Stripe does not answer, delays no other. The job fails at its end, so that the alarm
 * fires.
 * Then Stripe's subscriptions are listed, to find those that belong to no account, and credits are given that Stripe did not take before.
 * The next run continues one that died, met an outage or came near its time limit, after the accounts that are done.
 */
export const reconcile = (deps: ReconcileDeps) => jobFunction(deps, (context) => run(deps, context));

async function run(deps: ReconcileDeps, context: JobContext): Promise<ReconcileReport> {
  const remainingMs = () => context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  const undelivered = await findUndelivered(deps);
  const begun = (await deps.drift.unfinishedRun()) ?? (await beginRun(deps));
  const progress = progressOf(deps, begun);
  const goOn = () => {
    if (remainingMs() < reserveMs) throw unfinished(progress.state());
  };
  const comparing = await comparingOf(deps, begun, undelivered);
  while (!progress.state().allCompared) await comparePage(comparing, progress, goOn);
  await findUnowned(comparing, progress, goOn);
  await queueAll(deps, undelivered.messages, goOn);
  const due = await giveDueCredits(deps, goOn);
  const state = progress.state();
  const report = await reportOf(deps, state, undelivered);
  await deps.drift.saveRun({ ...state, corrected: report.corrected }, { finished: true });
  if (due > 0) throw new Error(`${due} credits of contests could not be given`);
  if (state.failed > 0) throw new Error(`${state.failed} accounts could not be compared with Stripe`);
  return report;
}

async function comparingOf(deps: ReconcileDeps, run: ReconcileRun, { customers }: Undelivered): Promise<Comparing> {
  const failing = failingOf(deps);
  const returned = await customersOfReturned(deps);
  const correctionOf = correctionsOf(deps, run, { customers, ...failing });
  return { ...deps, ...failing, run, correctionOf, returned, pressing: returned.union(customers) };
}

/** Noted before anything is corrected: what an interrupted invocation has corrected belongs to the run that goes on. */
async function beginRun({ drift, newId, now }: ReconcileDeps): Promise<ReconcileRun> {
  const run = { id: newId(), startedAt: now().toISOString(), checked: 0, corrected: 0, failed: 0 };
  await drift.saveRun(run, { finished: false });
  return run;
}

const unfinished = ({ checked }: ReconcileRun) =>
  new Error(`Near the time limit after ${checked} accounts: the next run goes on from there`);
