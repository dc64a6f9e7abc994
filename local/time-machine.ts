import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalClock } from './clock.ts';

/** Something that happens at times of the local clock. */
export type Timeline = {
  /** Null where nothing is due. What recurs within `closestMs` is held back to `closestMs` after its previous time. */
  nextDueAt(closestMs?: number): Date | null;
  /** Runs what is due, held back likewise. */
  runDue(closestMs?: number): Promise<void>;
};

export type TimeMachine = {
  /**
   * Moves the clock by `seconds`, stopping at everything that falls due on the way, in order, and settling there.
   * `settled` is false where that took longer than `deadlineMs`; the clock then stands where it got to.
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

/** What recurs more often is run once a day while the clock is moved, and where it arrives: a year has 35,040 quarters of an hour. */
const closestStopsMs = 86_400_000;

/** Runs what falls due: as time passes by itself, and when it is moved. */
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

/** The next time to stop at, not after `target`; undefined where nothing is due until then. */
function nextStop(timelines: readonly Timeline[], target: Date): Date | undefined {
  const times = timelines.flatMap((timeline) => timeline.nextDueAt(closestStopsMs) ?? []);
  const earliest = Math.min(...times.map((at) => at.getTime()));
  return earliest <= target.getTime() ? new Date(earliest) : undefined;
}
