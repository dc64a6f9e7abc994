import type { Schema } from './types-to-schema.ts';

type Hoisted<T> = { readonly of: T; readonly schemas: Readonly<Record<string, Schema>> };

/** Lists of values from this length on become components where they repeat. */
const longEnum = 10;

/**
 * Makes schemas that repeat components, so that the document says each once. These are the cursor of a page, and long lists of values.
 * `names` has the names and descriptions of such lists by their first value.
 */
export function hoistedSchemas<T extends object>(
  of: T,
  names: Readonly<Record<string, { readonly name: string; readonly description: string }>>,
): Hoisted<T> {
  const schemas: Record<string, Schema> = {};
  const referTo = (name: string, schema: Schema): Schema => {
    const known = Object.entries(schemas).find(([, each]) => textOf(each) === textOf(schema))?.[0];
    const free = known ?? freeName(name, schemas);
    schemas[free] = schema;
    return { $ref: `#/components/schemas/${free}` };
  };
  const hoist = (node: unknown, key: string): unknown => {
    if (Array.isArray(node)) return node.map((each) => hoist(each, key));
    if (typeof node !== 'object' || node === null) return node;
    const { enum: values, type, ...rest } = node as Schema & { enum?: readonly string[] };
    const named = Array.isArray(values) && values.length >= longEnum ? names[String(values[0])] : undefined;
    if (named && type === 'string')
      return { ...referTo(named.name, { description: named.description, type, enum: values }), ...rest };
    if (key === 'cursor' && type === 'string') return referTo('Cursor', node as Schema);
    return Object.fromEntries(Object.entries(node).map(([inner, each]) => [inner, hoist(each, inner)]));
  };
  return { of: hoist(of, '') as T, schemas };
}

const textOf = (schema: Schema): string => JSON.stringify(schema);

function freeName(name: string, taken: Readonly<Record<string, Schema>>): string {
  let free = name;
  for (let n = 2; free in taken; n += 1) free = `${name}${n}`;
  return free;
}
