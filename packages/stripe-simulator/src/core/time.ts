/** The clock of the simulated account, which its caller moves. */
export type Clock = { now(): Date };

/** The clock that an object lives by: a test clock, by its id, or null for the simulator's own clock. */
export type Timeline = string | null;

/** Simulated time in whole epoch seconds, as Stripe counts. */
export type Time = {
  /** The simulated instant: that of the running due thing, else the timeline's. */
  now(): number;
  /** The simulator's own clock, also while a test clock's work runs. */
  clockNow(): number;
  /** The timeline of the running work. */
  timeline(): Timeline;
  /** Runs `work` in the time of a test clock, or of the simulator's. */
  on<T>(timeline: Timeline, work: () => T): T;
  /** Runs `work` at `instant` of the same timeline; objects that it makes carry that time. */
  at<T>(instant: number, work: () => T): T;
};

type Running = { readonly timeline: Timeline; readonly instant?: number };

/** Time that follows `clock`, which the caller moves; `frozenTime` answers a test clock's time. */
export function timeOf(clock: Clock, frozenTime: (testClock: string) => number): Time {
  let running: Running = { timeline: null };
  const clockNow = () => Math.floor(clock.now().getTime() / 1000);
  const timelineNow = ({ timeline }: Running) => (timeline === null ? clockNow() : frozenTime(timeline));
  const during = <T>(next: Running, work: () => T): T => {
    const outer = running;
    running = next;
    try {
      return work();
    } finally {
      running = outer;
    }
  };
  return {
    clockNow,
    now: () => running.instant ?? timelineNow(running),
    timeline: () => running.timeline,
    on: (timeline, work) => during({ timeline }, work),
    at: (instant, work) => during({ timeline: running.timeline, instant }, work),
  };
}
