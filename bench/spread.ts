import { rounded } from './figure.ts';

/** The median of some measurements, and the range of nine in ten of them. */
type Spread = { readonly median: number; readonly low: number; readonly high: number; readonly text: string };

/** Median, 5th and 95th percentile. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const [low, median, high] = [at(0.05), at(0.5), at(0.95)];
  return { low, median, high, text: `${rounded(median)} (${rounded(low)} to ${rounded(high)})` };
}
