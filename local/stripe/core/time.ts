export type Clock = { now(): Date };

/** Simulated time in whole epoch seconds, as Stripe counts. */
export type Time = {
  /** The instant that is being simulated: the clock's, or that of the due thing which is running. */
  now(): number;
  /** The clock's own time, whatever is running. */
  clockNow(): number;
  /** Runs `work` as if it were `instant`: what it makes carries that time. */
  at<T>(instant: number, work: () => T): T;
};

/** Time that follows `clock`, which is moved from outside. */
export function timeOf(clock: Clock): Time {
  let instant: number | undefined;
  const clockNow = () => Math.floor(clock.now().getTime() / 1000);
  return {
    clockNow,
    now: () => instant ?? clockNow(),
    at(at, work) {
      const outer = instant;
      instant = at;
      try {
        return work();
      } finally {
        instant = outer;
      }
    },
  };
}
