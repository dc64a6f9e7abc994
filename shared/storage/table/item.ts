import type { Item, ItemValue, Key } from './table.ts';

/** DynamoDB's own limit (Developer Guide, "Naming rules and data types"). */
const SMALLEST_NUMBER = 1e-130;

/**
 * A deep copy that shares nothing with `item`. Attributes that are undefined are left out; a lone surrogate, which UTF-8 cannot
 * hold, becomes U+FFFD. Throws a TypeError naming what cannot be stored exactly: other types and numbers beyond ±(2^53 − 1) or closer to 0 than 10^-130.
 */
export function copyItem<T extends { readonly [name: string]: ItemValue }>(item: T): T {
  return copyValue(item) as T;
}

/** The key alone, copied, whatever else the given object carries. */
export function copyKey({ pk, sk }: Key): Key {
  return { pk: pk.toWellFormed(), sk: sk.toWellFormed() };
}

/** The key as one text, by which keys are told apart. */
export const keyText = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

function copyValue(value: ItemValue): ItemValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return copyNumber(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isRecord(value))
    throw new TypeError(`A ${kindOf(value)} cannot be stored: use text, numbers, booleans or bytes`);
  if (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__')) {
    throw new TypeError(
      'No attribute can be called constructor or __proto__: the SDK takes these for a part of the object',
    );
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, copyValue(inner)]));
}

function copyNumber(value: number): number {
  const size = Math.abs(value);
  if (size <= Number.MAX_SAFE_INTEGER && size >= SMALLEST_NUMBER) return value;
  if (size === 0) return 0;
  throw new TypeError(`The number ${value} cannot be stored exactly`);
}

function isRecord(value: unknown): value is { readonly [name: string]: ItemValue } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}

/** Below it, code units come in the order of their UTF-8 bytes. */
const firstSurrogate = 0xd800;

/** Orders text by its UTF-8 bytes, as DynamoDB orders sort keys: negative, 0 or positive. */
export function compareBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one === other) continue;
    if (one < firstSurrogate && other < firstSurrogate) return one - other;
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a.length - b.length;
}

/** Bytes of the item as DynamoDB counts them for capacity and for its limit (Developer Guide, "Item sizes and formats"). */
export function itemSizeBytes(item: { readonly [name: string]: ItemValue }): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSizeBytes(value), 0);
}

const CONTAINER_BYTES = 3;

function valueSizeBytes(value: ItemValue): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberSizeBytes(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce((sum, inner) => sum + 1 + valueSizeBytes(inner), CONTAINER_BYTES);
  return CONTAINER_BYTES + Object.keys(value).length + itemSizeBytes(value as { readonly [name: string]: ItemValue });
}

/** One byte for every two digits, aligned at the decimal point, one for the exponent, and one more below zero. */
function numberSizeBytes(value: number): number {
  if (value === 0) return 1;
  const [mantissa = '', exponent] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '').length;
  const padding = Math.abs(Number(exponent) + 1) % 2;
  return Math.ceil((digits + padding) / 2) + (value < 0 ? 2 : 1);
}

/** Read units of so many bytes, read in one go: one for each begun 4 KB, half of that where stale answers are allowed. */
export function readUnitsOf(bytes: number, consistent: boolean): number {
  return Math.ceil(bytes / 4096) * (consistent ? 1 : 0.5);
}

/** Write units of one item: one for each begun 1 KB, at least one (also where there is no item). */
export function writeUnitsOf(item: Item | undefined): number {
  return Math.max(1, Math.ceil((item ? itemSizeBytes(item) : 0) / 1024));
}
