/** The local world's time: this machine's, moved forward on request and never back. */
export type LocalClock = {
  now(): Date;
  /** Milliseconds that this clock is ahead of the machine's. */
  offsetMs(): number;
  /** Moves the clock to `at`; a time in the past changes nothing. */
  moveTo(at: Date): void;
};

/** Creates a clock that starts at the machine's time, or at `startAt` if that is later. Tests set `machineNowMs` (epoch milliseconds). */
export function createClock(machineNowMs: () => number = Date.now, startAt?: Date): LocalClock {
  let offsetMs = startAt ? Math.max(0, startAt.getTime() - machineNowMs()) : 0;
  return {
    now: () => new Date(machineNowMs() + offsetMs),
    offsetMs: () => offsetMs,
    moveTo(at) {
      offsetMs = Math.max(offsetMs, at.getTime() - machineNowMs());
    },
  };
}
