/** Numbers that follow from a seed alone (mulberry32). */
export type Random = {
  /** From 0 up to `below`, which is exclusive. */
  readonly below: (below: number) => number;
  readonly oneOf: <T>(all: readonly T[]) => T;
  readonly bytes: (count: number) => Buffer;
};

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    oneOf: (all) => all[below(all.length)]!,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}
