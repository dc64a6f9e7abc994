import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalClock } from './clock.ts';

/** A source of work that falls due by the local clock. */
export type Timeline = {
  /** When work is due next, or null. Work that recurs more often than every `closestMs` is due only `closestMs` after its previous time. */
  nextDueAt(closestMs?: number): Date | null;
  /** Runs the work that is due, by the same rule for `closestMs`. */
  runDue(closestMs?: number): Promise<void>;
};

/** Moves the local clock. */
export type TimeMachine = {
  /**
   * Moves the clock by `seconds`. It stops wherever work falls due, in order, and waits there until the world is quiet.
   * `settled` is false if that took longer than `deadlineMs`; the clock then stays where it is.
   */
  advance(seconds: number): Promise<{ now: Date; settled: boolean }>;
  stop(): void;
};

type Options = {
  readonly clock: LocalClock;
  readonly timelines: readonly Timeline[];
  /** Resolves true when the world is quiet, false at the deadline (epoch milliseconds of this machine). */
  settle(deadline: number): Promise<boolean>;
  readonly deadlineMs?: number;
  readonly tickMs?: number;
};

/** While the clock moves, work that recurs more often runs once a day, and at the end: a year has 35,040 quarters of an hour. */
const closestStopsMs = 86_400_000;

/** Runs work as it falls due: while time passes normally, and while the clock is moved. */
export function startTimeMachine({
  clock,
  timelines,
  settle,
  deadlineMs = 60_000,
  tickMs = 1_000,
}: Options): TimeMachine {
  let last: Promise<unknown> = Promise.resolve();
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  const runDue = (closestMs?: number) => Promise.all(timelines.map((timeline) => timeline.runDue(closestMs)));
  const isDue = () => timelines.some((timeline) => (timeline.nextDueAt() ?? new Date(8.64e15)) <= clock.now());
  const stopping = new AbortController();
  const tick = async () => {
    while (!stopping.signal.aborted) {
      if (isDue()) await exclusively(() => runDue()).catch((error: unknown) => console.error(error));
      await sleep(tickMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };
  void tick();

  const travel = async (seconds: number) => {
    const target = new Date(clock.now().getTime() + seconds * 1000);
    const deadline = Date.now() + deadlineMs;
    let settled = await settle(deadline);
    for (let at = nextStop(timelines, target); settled && at; at = nextStop(timelines, target)) {
      clock.moveTo(at);
      await runDue(closestStopsMs);
      settled = await settle(deadline);
    }
    if (!settled) return { now: clock.now(), settled };
    clock.moveTo(target);
    await runDue();
    return { now: clock.now(), settled: await settle(deadline) };
  };
  return { advance: (seconds) => exclusively(() => travel(seconds)), stop: () => stopping.abort() };
}

/** The next time to stop at, not after `target`; undefined if nothing is due until then. */
function nextStop(timelines: readonly Timeline[], target: Date): Date | undefined {
  const times = timelines.flatMap((timeline) => timeline.nextDueAt(closestStopsMs) ?? []);
  const earliest = Math.min(...times.map((at) => at.getTime()));
  return earliest <= target.getTime() ? new Date(earliest) : undefined;
}
