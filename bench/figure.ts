/** One figure, as `npm run bench` prints it on its last line (the format is that of docs/performance.md). */
export type Figure = {
  readonly bench: string;
  readonly value: number | Readonly<Record<string, number>>;
  readonly unit: string;
  readonly target: number | Readonly<Record<string, number>>;
  /** What was measured beside it, in the same unit; a sentence where it could not be. */
  readonly peer: Readonly<Record<string, number | string>>;
  /** Peer to value, where that says something. */
  readonly ratio: number | null;
  readonly ok: boolean;
};

/** Measures one figure with the given seed and prints what a reader wants to know on the way. */
export type Bench = (seed: number) => Promise<Figure>;

/** To two digits behind the point. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

export const secondsSince = (startMs: number): number => rounded((performance.now() - startMs) / 1000);
