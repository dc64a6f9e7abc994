/** Counts the calls under way of one account or key, in one instance. */
export type InFlightGate = {
  /** False where the limit is reached. Such a call was not counted and must not leave. */
  enter(): boolean;
  /** Ends a call that entered, whether it succeeded or failed. */
  leave(): void;
  inFlight(): number;
};

/** A gate that lets in at most `max` calls at once; null: no limit. `underWay` calls have entered it already. */
export function createInFlightGate(max: number | null, underWay = 0): InFlightGate {
  let inFlight = underWay;
  return {
    enter() {
      if (max !== null && inFlight >= max) return false;
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
