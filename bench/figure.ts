/** One figure, as `npm run bench` prints it on its last line (the format is that of docs/performance.md). */
export type Figure = {
  readonly bench: string;
  readonly value: number | Readonly<Record<string, number>>;
  readonly unit: string;
  readonly target: number | Readonly<Record<string, number>>;
  /** Values of peers in the same unit; a sentence for a peer that could not be measured. */
  readonly peer: Readonly<Record<string, number | string>>;
  /** The peer's value divided by ours, where that is meaningful. */
  readonly ratio: number | null;
  readonly ok: boolean;
};

/** Measures one figure with the given seed, and prints details for the reader. */
export type Bench = (seed: number) => Promise<Figure>;

/** The value rounded to two decimal places. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Seconds since `startMs` of `performance.now()`. */
export const secondsSince = (startMs: number): number => rounded((performance.now() - startMs) / 1000);
