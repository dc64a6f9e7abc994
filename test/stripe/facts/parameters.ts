/** The part of JSON Schema in which Stripe's published document and the SDK's types describe parameters. */
export type ParameterSchema = {
  readonly $ref?: string;
  readonly anyOf?: readonly ParameterSchema[];
  readonly enum?: readonly (string | number | boolean)[];
  readonly type?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly items?: ParameterSchema;
  readonly properties?: Readonly<Record<string, ParameterSchema>>;
  readonly additionalProperties?: ParameterSchema | boolean;
};

/** A parameter as it is sent: `items[0][price]` has the path `['items', '0', 'price']`. */
export type SentParameter = { readonly path: readonly string[]; readonly value: string };

/** The parameters of a form or a query, in the brackets that Stripe's SDKs write. */
export const sentInForm = (form: string): SentParameter[] =>
  Array.from(new URLSearchParams(form), ([name, value]) => ({
    path: name.split('[').map((part) => part.replace(/\]$/, '')),
    value,
  }));

/** The parameters of a JSON body, which API v2 takes. */
export function sentInJson(value: unknown, path: readonly string[] = []): SentParameter[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: String(value ?? '') }];
  return Object.entries(value).flatMap(([name, part]) => sentInJson(part, [...path, name]));
}

/** The path without the positions in lists, for one name of all of a list's elements: `items[].price`. */
export const nameOf = (path: readonly string[]): string =>
  path
    .map((part) => (isPosition(part) ? '[]' : `.${part}`))
    .join('')
    .slice(1);

const isPosition = (part: string) => /^\d*$/.test(part);

type Resolve = (reference: string) => ParameterSchema;

/** The alternatives that a document allows at a path; none where the document knows no such parameter. */
export function allowedAt(root: ParameterSchema, path: readonly string[], resolve: Resolve): ParameterSchema[] {
  const alternatives = (schema: ParameterSchema): ParameterSchema[] => {
    if (schema.$ref) return alternatives(resolve(schema.$ref));
    return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
  };
  return path.reduce<ParameterSchema[]>(
    (found, part) => found.flatMap((schema) => below(schema, part)).flatMap(alternatives),
    alternatives(root),
  );
}

function below({ type, items, properties = {}, additionalProperties: others }: ParameterSchema, part: string) {
  if (items) return isPosition(part) ? [items] : [];
  const named = Object.hasOwn(properties, part) ? properties[part] : undefined;
  if (named) return [named];
  return typeof others === 'object' && type === 'object' ? [others] : [];
}

const shapes: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
};

/** Whether one alternative takes this value: its enumeration, its type, its length. */
export function takes(schema: ParameterSchema, value: string): boolean {
  if (schema.enum) return schema.enum.map(String).includes(value);
  if (schema.type === 'object' || schema.type === 'array') return false;
  if (schema.format === 'decimal') return /^-?\d+(\.\d{1,12})?$/.test(value);
  const shape = shapes[schema.type ?? ''];
  return shape ? shape.test(value) : value.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
}
