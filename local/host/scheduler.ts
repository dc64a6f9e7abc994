import type { FunctionPool } from './function-pool.ts';
import type { ScheduledFunction } from './schedules.ts';

/** The template's schedules, run by the local clock. */
export type Scheduler = {
  /** The functions that a schedule runs, each once. */
  readonly jobs: readonly FunctionPool[];
  /**
   * When a schedule is due next; null if never. A schedule that recurs more often than every `closestMs` counts as due only
   * `closestMs` after its previous time.
   */
  nextDueAt(closestMs?: number): Date | null;
  /** Runs every schedule that is due at `now`, once each, and resolves when all have answered. */
  runDue(now: Date, closestMs?: number): Promise<void>;
  running(): boolean;
};

type Times = { readonly previous: Date; readonly next: Date | undefined };
type Kept = readonly [ScheduledFunction, Times];

/** When a schedule is due, in epoch milliseconds; undefined if never again. */
function dueMs([{ recurrence }, { previous, next }]: Kept, closestMs: number): number | undefined {
  if (!next) return undefined;
  const following = recurrence.next(next)?.getTime() ?? Number.POSITIVE_INFINITY;
  const isClose = following - next.getTime() < closestMs;
  return isClose ? Math.max(next.getTime(), previous.getTime() + closestMs) : next.getTime();
}

/** Runs schedules when it is given the time. A schedule with several due times since the last call runs once. */
export function createScheduler(
  schedules: readonly ScheduledFunction[],
  functions: ReadonlyMap<string, FunctionPool>,
  start: Date,
): Scheduler {
  const timesAfter = ({ recurrence }: ScheduledFunction, previous: Date): Times => ({
    previous,
    next: recurrence.next(previous),
  });
  const times = new Map(schedules.map((schedule) => [schedule, timesAfter(schedule, start)]));
  let running = 0;
  const run = async (schedule: ScheduledFunction, at: Date) => {
    running += 1;
    try {
      await functions.get(schedule.functionId)?.invoke(schedule.event(at));
    } finally {
      running -= 1;
    }
  };
  return {
    jobs: [...new Set(schedules.map(({ functionId }) => functionId))].flatMap((id) => functions.get(id) ?? []),
    nextDueAt(closestMs = 0) {
      const due = [...times].flatMap((kept) => dueMs(kept, closestMs) ?? []);
      return due.length > 0 ? new Date(Math.min(...due)) : null;
    },
    async runDue(now, closestMs = 0) {
      const ready = [...times].filter((kept) => (dueMs(kept, closestMs) ?? Number.POSITIVE_INFINITY) <= now.getTime());
      for (const [schedule] of ready) times.set(schedule, timesAfter(schedule, now));
      await Promise.all(ready.map(([schedule, { next }]) => run(schedule, next ?? now)));
    },
    running: () => running > 0,
  };
}
