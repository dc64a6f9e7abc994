/** The lease before: its units, and how long they lasted. */
export type LastLease = { readonly units: number; readonly lastedMs: number };

/** The facts that decide the size of a lease. */
export type LeaseFacts = {
  /** Units of the counter that are not taken, as last known. */
  readonly free: number;
  /** The measure of a lease where it is less than `free`: the allowance of a plan with overage, whose limit is far off. */
  readonly measure?: number;
  /** Units that calls are waiting for. A lease covers them whatever its size would be. */
  readonly wanted: number;
  /** Absent: the instance has not taken units of this counter yet. */
  readonly last?: LastLease;
};

const smallest = 32;
const firstPart = 200;
/** Without this bound, many instances that begin together would take all of a large limit before one of them has spent a lease. */
const firstMost = 5_000;
const maxPart = 32;
const spentFastMs = 60_000;
const spentSlowlyMs = 600_000;

/**
 * The units of the next lease; 0 if nothing is free. The first is a 200th of the free units, at least 32 and at most 5,000. It doubles if
 * the last one was spent within a minute, and halves if it lasted over ten. It is at most a 32nd of the free units. So the last units of a
 * limit lie in small leases, and few are idle in an instance without calls.
 */
export function nextLease({ free, measure = free, wanted, last }: LeaseFacts): number {
  if (!(free >= 1)) return 0;
  const room = Math.min(free, Math.max(measure, smallest * maxPart));
  const most = Math.max(1, Math.floor(room / maxPart));
  const usual = last ? nextAfter(last) : Math.max(smallest, Math.min(firstMost, Math.floor(room / firstPart)));
  return Math.min(Math.floor(free), Math.max(1, wanted, Math.min(usual, most)));
}

function nextAfter({ units, lastedMs }: LastLease): number {
  if (lastedMs < spentFastMs) return units * 2;
  return lastedMs > spentSlowlyMs ? Math.max(smallest, Math.floor(units / 2)) : units;
}
