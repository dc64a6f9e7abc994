/** A block that was taken before: how many units, and how long they have lasted. */
export type LastLease = { readonly units: number; readonly lastedMs: number };

export type LeaseFacts = {
  /** Units of the counter that nobody has taken, as last known. */
  readonly free: number;
  /** What a block is measured by where it is less than what is free: the allowance of a plan with overage, whose limit lies far off. */
  readonly measure?: number;
  /** Units that calls are waiting for. They are asked for whatever the block would be. */
  readonly wanted: number;
  /** Absent: the instance has not taken of this counter yet. */
  readonly last?: LastLease;
};

const smallest = 32;
const firstPart = 200;
/** Many instances that begin at once would else have all of a large limit before one of them has spent a block. */
const firstMost = 5_000;
const maxPart = 32;
const spentFastMs = 60_000;
const spentSlowlyMs = 600_000;

/**
 * The number of units to take next. At first it is a 200th of what is free, at least 32 and at most 5,000. It is twice the last block where that
 * was spent within a minute, and half of it where it lasted over ten. It is never more than a 32nd of what is free. So the last units of a limit
 * lie in small blocks, and few are idle in an instance without calls. 0: nothing is free.
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
