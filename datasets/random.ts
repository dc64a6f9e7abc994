/** A seeded random generator: the same seed gives the same numbers on every machine. */
export type Random = {
  /** Evenly in [0, 1). */
  next(): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** One of the choices, each with a probability in proportion to its weight. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T;
  /** An integer ≥ 0, mostly small and sometimes very large, as counts of likes are. */
  heavyTailed(median: number): number;
};

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for made-up data, not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    weighted(choices) {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      throw new Error('Nothing to choose from');
    },
    heavyTailed: (median) => Math.floor(median * ((1 - next()) ** -0.8 - 0.75)),
  };
}
