export type InFlightGate = {
  /** False where as many as may be are under way; then nothing was counted, and there is nothing to leave. */
  enter(): boolean;
  /** Ends one that entered, however it ended. */
  leave(): void;
  inFlight(): number;
};

/** Calls of one account or key under way in one environment, `underWay` of them already: never more than `most`; null: as many as come. */
export function createInFlightGate(most: number | null, underWay = 0): InFlightGate {
  let inFlight = underWay;
  return {
    enter() {
      if (most !== null && inFlight >= most) return false;
      inFlight++;
      return true;
    },
    leave() {
      if (inFlight === 0) throw new Error('More calls left than had entered: a limit would be widened for good');
      inFlight--;
    },
    inFlight: () => inFlight,
  };
}
