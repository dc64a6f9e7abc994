import { compareBytes, copyItem } from './item.ts';
import type { Clause, Item, ItemValue, WriteCondition } from './table.ts';

/** A copy that shares nothing with `condition`. Throws a TypeError for a value that no attribute can have. */
export function copyCondition(condition: WriteCondition = {}): WriteCondition {
  return Object.fromEntries(Object.entries(condition).map(([name, clause]) => [name, copyItem(clause)]));
}

/**
 * Names of the clauses that `item` (undefined: there is none) does not meet, in the condition's order; empty when all hold.
 * Compares as DynamoDB does: values of different types are never equal, less or greater; strings go by their UTF-8 bytes.
 */
export function failedClauses(condition: WriteCondition | undefined, item: Item | undefined): string[] {
  return Object.entries(copyCondition(condition))
    .filter(([, clause]) => !holds(clause, attributeOf(item, clause.attribute)))
    .map(([name]) => name);
}

function attributeOf(item: Item | undefined, attribute: string): ItemValue | undefined {
  return item && Object.hasOwn(item, attribute) ? item[attribute] : undefined;
}

function holds(clause: Clause, value: ItemValue | undefined): boolean {
  if ('is' in clause) return (clause.is === 'absent') === (value === undefined);
  if ('differs' in clause) return value !== clause.differs;
  if (value === undefined) return clause.orAbsent === true;
  if ('equals' in clause) return value === clause.equals;
  return 'atMost' in clause ? compare(value, clause.atMost) <= 0 : compare(value, clause.atLeast) >= 0;
}

/** NaN, which is neither more nor less, for values that have no order. */
function compare(a: ItemValue, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'string' && typeof b === 'string' ? compareBytes(a, b) : Number.NaN;
}
