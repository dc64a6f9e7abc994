/** A counter as it stands: its limit, what nobody has taken of that, and what may have been served and is kept back. */
export type CounterState = {
  readonly limit: number;
  readonly free: number;
  readonly unusable: number;
  /** The limit of which a call was refused though units lie in copies of the service; 0: no call was. */
  readonly refusedOf: number;
  /** Units that instances may have served and not told yet, at the most. */
  readonly untold: number;
};

type Left = {
  /** Units that can be had now: 0 where calls are refused. */
  readonly remaining: number;
  /** Units that are not used and cannot be had either: they lie in copies of the service that stand idle, and come back within a minute. */
  readonly held: number;
  /** Units that copies which died may have served and never reported: they are not billed, and serve nobody. */
  readonly unusable: number;
  /** So many of the unused units, at the most, may have been served already: copies that stand idle report them later. */
  readonly untold: number;
};

/** The rest of `bound` units of which so many are used. `counter`: null before the first call. */
export function quotaLeft(bound: number, used: number, counter: CounterState | null): Left {
  const unused = Math.max(0, bound - used);
  const unusable = Math.min(unused, counter?.unusable ?? 0);
  const rest = unused - unusable;
  const isRefused = counter !== null && counter.refusedOf === counter.limit && bound <= counter.limit;
  const isOut = isRefused && counter.free < 1;
  const untold = Math.min(rest, counter?.untold ?? 0);
  return { remaining: isOut ? 0 : rest, held: isOut ? rest : 0, unusable, untold };
}
