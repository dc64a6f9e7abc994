import type { DaySums } from './merge.ts';
import { repeatsKeyId, rowsOf } from './usage.ts';

/** A UTC day of an organization, in sums over its live keys. */
export type ServedDay = {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly requests: number;
  /** Net: credits for repeats are taken off, so the day agrees with the organization's usage. */
  readonly units: number;
  /** How many keys read. */
  readonly keys: number;
  /** The ids of the datasets and APIs that were read, in order. */
  readonly datasets: readonly string[];
};

/** A day's sums. `parts`: all of its items, however many it was cut into. */
export function servedDayOf(day: string, parts: readonly DaySums[]): ServedDay {
  const rows = rowsOf(parts);
  const read = rows.filter(({ keyId }) => keyId !== repeatsKeyId);
  return {
    day,
    requests: rows.reduce((sum, { requests }) => sum + requests, 0),
    units: rows.reduce((sum, { units }) => sum + units, 0),
    keys: new Set(read.map(({ keyId }) => keyId)).size,
    datasets: [...new Set(read.map(({ datasetId }) => datasetId))].toSorted(),
  };
}
