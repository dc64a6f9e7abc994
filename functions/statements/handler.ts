import { mapConcurrent } from '../../shared/concurrency.ts';
import type { LeafSummary } from '../../shared/domain/evidence/hour-summary.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { StatementDay } from '../../shared/storage/evidence/statement-days.ts';
import { leavesOfDay } from './day-leaves.ts';
import type { StatementsDeps } from './deps.ts';
import { makeStatement } from './make-statement.ts';
import { openDay } from './open-day.ts';

/** The result of one run: days that are done now, and statements that were made. */
export type StatementsReport = { readonly days: number; readonly statements: number };

/** The time that the statements in progress may need. */
const reserveMs = 60_000;
const maxAtOnce = 16;
/** So many organizations are done between two notes of how far the day is. */
const atATime = 64;

/**
 * States every day that has ended and is not stated: for each organization with leaves, a signed statement. A run may end anywhere and two may overlap. The
 * next one continues after the last organization that was noted.
 */
export const statementsJob = (deps: StatementsDeps) =>
  jobFunction<StatementsReport>(
    deps,
    async ({ getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }: JobContext) => {
      const report = { days: 0, statements: 0 };
      const hasTime = () => getRemainingTimeInMillis() > reserveMs;
      let day = await openDay(deps);
      while (day && hasTime()) {
        const { made, isDone } = await stateDay(deps, day, hasTime);
        report.statements += made;
        if (!isDone) break;
        await deps.statementDays.setDone(day.day);
        report.days += 1;
        day = await openDay(deps);
      }
      return report;
    },
  );

async function stateDay(deps: StatementsDeps, day: StatementDay, hasTime: () => boolean) {
  let made = 0;
  let waiting: (readonly LeafSummary[])[] = [];
  const stateWaiting = async () => {
    const outcomes = await mapConcurrent(maxAtOnce, waiting, (leaves) => makeStatement(deps, day, leaves));
    made += outcomes.filter(Boolean).length;
    const after = waiting.at(-1)?.[0]?.organization;
    if (after !== undefined) await deps.statementDays.setAfter(day.day, after);
    waiting = [];
  };
  for await (const leaves of leavesOfDay(deps, day)) {
    waiting.push(leaves);
    if (waiting.length < atATime) continue;
    await stateWaiting();
    if (!hasTime()) return { made, isDone: false };
  }
  await stateWaiting();
  return { made, isDone: true };
}
