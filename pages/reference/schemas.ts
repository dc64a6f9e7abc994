/** Reads JSON Schemas of the document as fields and as examples. */
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Schema } from '../../openapi/types-to-schema.ts';
import type { SampleRow } from '../src/site.ts';
import type { Field, FieldKind } from './model.ts';

const deepest = 3;

/** The document that references lead into. */
type Reading = { readonly document: OpenApiDocument };

/** The schema that a reference leads to, with what it is made of in one. Null beside it is left out: see `kindOf`. */
function resolved(schema: Schema, { document }: Reading): Schema {
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref))?.[1];
  if (name !== undefined) return resolved(document.components.schemas[name] ?? {}, { document });
  const parts = (schema.allOf ?? []) as Schema[];
  const [choice] = alternatives(schema);
  if (choice) return resolved(choice, { document });
  if (parts.length === 0) return schema;
  return parts.map((part) => resolved(part, { document })).reduce(joined, schema);
}

const joined = (a: Schema, b: Schema): Schema => ({
  ...a,
  ...b,
  properties: { ...(a.properties as object), ...(b.properties as object) },
  required: [...((a.required ?? []) as string[]), ...((b.required ?? []) as string[])],
});

const alternatives = ({ anyOf, oneOf }: Schema): Schema[] =>
  ((anyOf ?? oneOf ?? []) as Schema[]).filter(({ type }) => type !== 'null');

const isNullable = ({ type, anyOf, oneOf }: Schema): boolean =>
  (Array.isArray(type) && type.includes('null')) ||
  ((anyOf ?? oneOf ?? []) as Schema[]).some((each) => each.type === 'null');

const typeOf = ({ type }: Schema): unknown => (Array.isArray(type) ? type.find((each) => each !== 'null') : type);

/** The type of a field as a reader needs it. */
function kindOf(schema: Schema, reading: Reading): FieldKind {
  const whole = resolved(schema, reading);
  const type = typeOf(whole);
  if (type === 'array')
    return { ...kindOf((whole.items ?? {}) as Schema, reading), isList: true, isNullable: isNullable(schema) };
  const { format, minimum, maximum, minLength, maxLength } = whole;
  const values = ((whole.enum ?? (whole.const === undefined ? [] : [whole.const])) as unknown[]).filter(
    (each) => each !== null,
  );
  const number = (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null);
  return {
    name: nameOf(type, format),
    isList: false,
    isNullable: isNullable(schema) || isNullable(whole),
    values: values.map(String),
    from: number(minimum ?? minLength),
    to: number(maximum ?? maxLength),
  };
}

function nameOf(type: unknown, format: unknown): FieldKind['name'] {
  if (format === 'date-time') return 'time';
  if (format === 'date') return 'date';
  const names = ['string', 'integer', 'number', 'boolean', 'object'] as const;
  return names.find((name) => name === type) ?? 'any';
}

/** The fields of an object, each followed by those within it, named as `data[].id`. */
export function fieldsOf(schema: Schema, reading: Reading, within = '', depth = 0): Field[] {
  const whole = resolved(schema, reading);
  if (typeOf(whole) === 'array') return fieldsOf((whole.items ?? {}) as Schema, reading, `${within}[]`, depth);
  const properties = Object.entries((whole.properties ?? {}) as Record<string, Schema>);
  const required = (whole.required ?? []) as string[];
  return properties.flatMap(([name, property]) => {
    const path = within === '' ? name : `${within}.${name}`;
    const field = fieldOf(path, property, { ...reading, isRequired: required.includes(name) });
    return [field, ...(depth < deepest ? fieldsOf(property, reading, path, depth + 1) : [])];
  });
}

/** One field, or one parameter. */
export function fieldOf(
  name: string,
  schema: Schema,
  { isRequired, document, text }: Reading & { readonly isRequired: boolean; readonly text?: unknown },
): Field {
  const said = text ?? schema.description ?? ((schema.items ?? {}) as Schema).description;
  return {
    name,
    kind: kindOf(schema, { document }),
    isRequired,
    told: typeof said === 'string' && said !== '' ? said : null,
    default: schema.default === undefined || typeof schema.default === 'object' ? null : String(schema.default),
  };
}

/** The schema of an object with the fields alone that must be sent. */
export function requiredOf(schema: Schema, reading: Reading): Schema {
  const whole = resolved(schema, reading);
  const required = (whole.required ?? []) as string[];
  const properties = Object.entries((whole.properties ?? {}) as Record<string, Schema>);
  return { ...whole, properties: Object.fromEntries(properties.filter(([name]) => required.includes(name))) };
}

/** An example of a schema: its own, its default, the first of its values, or one that its type and name suggest. */
export function exampleOf(schema: Schema, reading: Reading, row: SampleRow, name = ''): unknown {
  if (schema.$ref === '#/components/schemas/Record') return row;
  const whole = resolved(schema, reading);
  if (whole.example !== undefined) return whole.example;
  if (whole.default !== undefined) return whole.default;
  const [first] = (whole.enum ?? (whole.const === undefined ? [] : [whole.const])) as unknown[];
  if (first !== undefined) return first;
  const type = typeOf(whole);
  if (type === 'array') return [exampleOf((whole.items ?? {}) as Schema, reading, row, name)];
  if (type !== 'object') return plainExample(type, whole, name);
  const properties = Object.entries((whole.properties ?? {}) as Record<string, Schema>);
  return Object.fromEntries(properties.map(([each, property]) => [each, exampleOf(property, reading, row, each)]));
}

/** Texts that have a form of their own, by the names of their fields. */
const texts: Readonly<Record<string, string>> = {
  currency: 'usd',
  email: 'you@example.com',
  token: 'TOKEN_OF_THE_EMAILED_LINK',
  country: 'DE',
  handle: 'ada',
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

function plainExample(type: unknown, { format, minimum }: Schema, name: string): unknown {
  if (type === 'integer' || type === 'number') return Math.max(10, Number(minimum ?? 0));
  if (type === 'boolean') return true;
  if (type !== 'string') return null;
  if (format === 'date') return '2026-12-01';
  if (format === 'date-time' || /At$|^(since|until|at|periodStart|periodEnd|from|to|renewsAt)$/.test(name))
    return '2026-12-01T09:00:00.000Z';
  if (/url$/i.test(name)) return 'https://example.com/';
  return texts[name] ?? '…';
}
