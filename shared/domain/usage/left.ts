/** The present state of a counter: its limit, the free units, and units that may have been served and are unusable. */
export type CounterState = {
  readonly limit: number;
  readonly free: number;
  readonly unusable: number;
  /** The limit under which a call was refused although instances hold units; 0: none was. */
  readonly refusedOf: number;
  /** The most units that instances may have served and not reported yet. */
  readonly untold: number;
};

type Left = {
  /** Units available now: 0 where calls are refused. */
  readonly remaining: number;
  /** Unused units that are not available: idle instances hold them, and they come back within a minute. */
  readonly held: number;
  /** Units that dead instances may have served and never reported. They are not billed, and serve nobody. */
  readonly unusable: number;
  /** The most unused units that may have been served already. Idle instances report them later. */
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
