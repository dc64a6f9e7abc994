import { copyChange } from './change.ts';
import { itemSizeBytes, keyText } from './item.ts';
import type { Item, ItemChange, ItemValue, Key, Write } from './table.ts';

/** DynamoDB's own limits (Developer Guide, "Quotas"). */
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_KEY_BYTES: Readonly<Record<string, number>> = { pk: 2_048, sk: 1_024, listPk: 2_048, listSk: 1_024 };

/** An error of the name that the SDK gives it. */
export function engineError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function invalid(message: string): Error {
  return engineError('ValidationException', message);
}

/** Throws a ValidationException for a key that DynamoDB would not take: empty, too long, or no string. */
export function checkKey({ pk, sk }: Key): void {
  checkKeyAttribute('pk', pk);
  checkKeyAttribute('sk', sk);
}

/** Throws a ValidationException for an item that DynamoDB would not store. */
export function checkItem(item: Item): void {
  checkKey(item);
  if ('listPk' in item) checkKeyAttribute('listPk', item.listPk);
  if ('listSk' in item) checkKeyAttribute('listSk', item.listSk);
  checkNames(item);
  if (itemSizeBytes(item) > MAX_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
}

function checkKeyAttribute(name: string, value: ItemValue | undefined): void {
  if (typeof value !== 'string') throw invalid(`Type mismatch for key ${name}: expected S`);
  if (value === '')
    throw invalid(`The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
  if (Buffer.byteLength(value) > (MAX_KEY_BYTES[name] ?? 0)) throw invalid(`Size limit exceeded. Key: ${name}`);
}

function checkNames(value: ItemValue): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (!Array.isArray(value) && Object.hasOwn(value, '')) throw invalid('Empty attribute name');
  for (const inner of Object.values(value)) checkNames(inner);
}

/** Throws a ValidationException for a write that DynamoDB refuses whatever is stored. */
export function checkWrite(write: Write): void {
  checkKey(keyOf(write));
  if ('put' in write) checkItem(write.put);
  if ('update' in write) checkPaths(copyChange(write.change));
}

function checkPaths(change: Required<ItemChange>): void {
  const names = namesIn(change);
  if (new Set(names).size < names.length) throw invalid('Two document paths overlap with each other');
}

/** Throws a ValidationException for a change of a key, or one that adds to what is no number, once the condition holds. */
export function checkOperands(old: Item | undefined, change: Required<ItemChange>): void {
  const key = namesIn(change).find((name) => name === 'pk' || name === 'sk');
  if (key) throw invalid(`Cannot update attribute ${key}. This attribute is part of the key`);
  const isNumeric = (name: string) => !old || !Object.hasOwn(old, name) || typeof old[name] === 'number';
  if (!Object.keys(change.add).every(isNumeric)) throw invalid('An operand has an incorrect data type');
}

function namesIn({ set, remove, add }: Required<ItemChange>): string[] {
  return [...Object.keys(set), ...remove, ...Object.keys(add)];
}

/**
 * Throws a ValidationException for a transaction that DynamoDB refuses: no or too many writes, two on one item, or a check without a
 * condition.
 */
export function checkTransaction(writes: readonly Write[]): void {
  writes.forEach(checkWrite);
  if (writes.length < 1 || writes.length > 100) throw invalid('A transaction has 1 to 100 writes');
  const keys = writes.map((write) => keyText(keyOf(write)));
  if (new Set(keys).size < keys.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
  const isEmptyCheck = (write: Write) => 'check' in write && Object.keys(write.if).length === 0;
  if (writes.some(isEmptyCheck)) throw invalid('The expression can not be empty');
}

/** Throws a ValidationException for a batch of no or too many keys, of a key that DynamoDB would not take, or of two alike. */
export function checkBatch(keys: readonly Key[]): void {
  if (keys.length < 1 || keys.length > 100) throw invalid('A batch has 1 to 100 keys');
  keys.forEach(checkKey);
  if (new Set(keys.map(keyText)).size < keys.length) throw invalid('Provided list of item keys contains duplicates');
}

/** The key of the item that `write` is about. */
export function keyOf(write: Write): Key {
  if ('put' in write) return { pk: write.put.pk, sk: write.put.sk };
  if ('update' in write) return write.update;
  return 'delete' in write ? write.delete : write.check;
}
