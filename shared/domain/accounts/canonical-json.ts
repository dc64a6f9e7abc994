/** A value that JSON can hold without loss. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/**
 * The canonical JSON of a value: no spaces, names in the order of their UTF-16 units, text and numbers as ECMAScript writes them. A property that
 * is undefined is left out.
 * @throws TypeError for a number or a text that I-JSON does not allow
 * Source: RFC 8785, "JSON Canonicalization Scheme".
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical form');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join()}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${canonicalJson(name)}:${canonicalJson(inner)}`);
  return `{${members.join()}}`;
}

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);
