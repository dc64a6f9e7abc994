import { hash } from 'node:crypto';
import type { SegmentEntry } from './segment.ts';

/** Records that one read served, and the units that each of them cost. */
export type ServedRecords = { readonly ids: readonly string[]; readonly weight: number };

/**
 * Records of one dataset that one account was served on one UTC day in one period, at `weight` units each. `records` counts all of them;
 * `hashes` are the different ones.
 */
export type Served = Pick<SegmentEntry, 'accountId' | 'periodStart' | 'day' | 'datasetId'> & {
  readonly weight: number;
  readonly records: number;
  readonly hashes: BigUint64Array;
};

/**
 * The first 8 bytes of a record's SHA-256, which stand for it. Two of n records have equal ones with odds of n² / 2^65 (a million: 1 in 37
 * million). Then the buyer is credited one record too many.
 */
export function recordHash(datasetId: string, recordId: string): bigint {
  return hash('sha256', `${datasetId}\n${recordId}`, 'buffer').readBigUInt64LE();
}

/**
 * Units charged for records that had been served already: all servings of a record but the dearest. More servings never give less, and the
 * order does not matter.
 */
export function repeatedUnits(served: readonly Pick<Served, 'weight' | 'records' | 'hashes'>[]): number {
  const weights = [...new Set(served.map(({ weight }) => weight))].toSorted((a, b) => b - a);
  let seen = new BigUint64Array();
  let units = 0;
  for (const weight of weights) {
    const alike = served.filter((each) => each.weight === weight);
    const union = distinct([seen, ...alike.map(({ hashes }) => hashes)]);
    const records = alike.reduce((sum, each) => sum + each.records, 0);
    units += weight * (records - (union.length - seen.length));
    seen = union;
  }
  return units;
}

/** Sorted, each once. A Set of so many numbers would need ten times the memory. */
function distinct(lists: readonly BigUint64Array[]): BigUint64Array<ArrayBuffer> {
  const all = new BigUint64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  all.sort();
  return all.filter((each, place) => place === 0 || each !== all[place - 1]);
}
