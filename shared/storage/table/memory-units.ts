import { isDeepStrictEqual } from 'node:util';
import { itemSizeBytes, readUnitsOf, writeUnitsOf } from './item.ts';
import type { Item } from './table.ts';

/** An item before and after a write; undefined: there is none. */
export type Transition = { readonly old: Item | undefined; readonly item: Item | undefined };

/** Write units of one write: the larger of the two states in the table, and what the index had to be told. */
export function unitsOfWrite({ old, item }: Transition): number {
  return Math.max(writeUnitsOf(old), writeUnitsOf(item)) + unitsOfIndex(old, item);
}

/** Nothing for an entry that stays as it is; a changed index key is a delete and a put (Developer Guide, "Global secondary indexes"). */
function unitsOfIndex(old: Item | undefined, item: Item | undefined): number {
  const [before, after] = [listed(old), listed(item)];
  if (!before || !after) return before || after ? writeUnitsOf(before ?? after) : 0;
  const isMoved = before.listPk !== after.listPk || before.listSk !== after.listSk;
  if (isMoved) return writeUnitsOf(before) + writeUnitsOf(after);
  return isDeepStrictEqual(before, after) ? 0 : Math.max(writeUnitsOf(before), writeUnitsOf(after));
}

function listed(item: Item | undefined): Item | undefined {
  return item && 'listPk' in item && 'listSk' in item ? item : undefined;
}

/** Units of reading one item; a missing one costs as much as a small one. */
export function unitsOfGet(item: Item | undefined, consistent: boolean): number {
  return readUnitsOf(Math.max(1, item ? itemSizeBytes(item) : 0), consistent);
}

/** Units of reading several, each rounded up by itself. DynamoDB Local counts nothing for what is not there, where DynamoDB counts 1. */
export function unitsOfBatch(items: readonly (Item | undefined)[]): number {
  return items.reduce((sum, item) => sum + (item ? unitsOfGet(item, true) : 0), 0);
}

/** Units of one part of a transaction: twice those of the write, or for a check twice those of the read. */
export function unitsInTransaction(part: Transition & { readonly isCheck: boolean }): number {
  if (part.isCheck) return 2 * unitsOfGet(part.old, true);
  // DynamoDB Local counts 1 for deleting what is not there, where DynamoDB counts 2.
  return part.old || part.item ? 2 * unitsOfWrite(part) : 1;
}

/**
 * The total as DynamoDB Local reports it: parts that consumed equally much are counted once. DynamoDB adds all of them up, so
 * where a figure matters, count one write a transaction or measure on DynamoDB.
 */
export function totalOfTransaction(units: readonly number[]): number {
  return [...new Set(units)].reduce((sum, part) => sum + part, 0);
}
