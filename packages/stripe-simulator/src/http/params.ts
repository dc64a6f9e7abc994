import { invalidRequest, missingParameter, type StripeProblem } from '../core/problem.ts';
import type { JsonSchema, StripeSchemas } from '../schema/json-schema.ts';
import type { ParamRoot } from '../schema/roots.ts';
import type { Form, FormValue } from './form.ts';

/**
 * Reads form data as the parameters of one request type: strings become numbers and booleans where the type says so.
 * Throws Stripe's errors: `parameter_unknown`, `parameter_missing`, `parameter_invalid_integer`, `parameter_invalid_empty`
 * and, without a code as in Stripe, for a wrong shape or enum value.
 */
export function readParams(schemas: StripeSchemas, root: ParamRoot, form: Form): Record<string, unknown> {
  const schema = schemas.index[root];
  if (!schema) throw new Error(`No schema for ${root}`);
  return reader(schemas)(schema, form, '') as Record<string, unknown>;
}

type Read = (schema: JsonSchema, value: FormValue, path: string) => unknown;

function reader(schemas: StripeSchemas): Read {
  const resolve = (schema: JsonSchema): JsonSchema =>
    schema.$ref ? resolve(schemas.$defs[schema.$ref.slice('#/$defs/'.length)] ?? {}) : schema;

  const read: Read = (reference, value, path) => {
    const schema = resolve(reference);
    if (schema.anyOf) return read(choose(schema.anyOf.map(resolve), value), value, path);
    if (schema.enum) return readEnum(schema.enum, value, path);
    if (schema.type === 'object') return readObject(schema, value, path);
    if (schema.type === 'array') return readArray(schema, value, path);
    return readScalar(schema, value, path);
  };

  const readObject: Read = (schema, value, path) => {
    if (typeof value === 'string') throw invalid('object', path);
    const known = schema.properties ?? {};
    const rest = schema.additionalProperties;
    const unknown = rest ? [] : Object.keys(value).filter((name) => !Object.hasOwn(known, name));
    if (unknown.length > 0) throw unknownParameters(unknown.map((name) => within(path, name)));
    const missing = schema.required?.find((name) => value[name] === undefined);
    if (missing) throw missingParameter(within(path, missing));
    const empty = schema.required?.find((name) => value[name] === '');
    if (empty) throw emptyParameter(within(path, empty));
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, read(known[name] ?? (rest || {}), part, within(path, name))]),
    );
  };

  const readArray: Read = (schema, value, path) => {
    if (!isList(value)) throw invalid('array', path);
    return Object.entries(value).map(([index, part]) => read(schema.items ?? {}, part, within(path, index)));
  };

  return read;
}

/** The only alternative that a value of this shape can match. */
function choose(alternatives: readonly JsonSchema[], value: FormValue): JsonSchema {
  const fits = (schema: JsonSchema) => {
    if (typeof value !== 'string') return schema.type === (isList(value) ? 'array' : 'object');
    if (schema.enum) return schema.enum.map(String).includes(value);
    if (schema.type === 'integer' || schema.type === 'number') return isNumeric(value);
    return schema.type === 'string' || (schema.type === 'boolean' && isBoolean(value));
  };
  const inOrder = [...alternatives].sort((a, b) => Number(a.type === 'string') - Number(b.type === 'string'));
  return inOrder.find(fits) ?? inOrder.find((schema) => !schema.enum?.includes('')) ?? {};
}

const isList = (value: FormValue): value is Form =>
  typeof value === 'object' && Object.keys(value).every((name) => /^\d+$/.test(name));
const isNumeric = (value: string) => value !== '' && Number.isFinite(Number(value));
const isBoolean = (value: string) => value === 'true' || value === 'false';
const within = (path: string, name: string) => (path ? `${path}[${name}]` : name);

function readEnum(allowed: NonNullable<JsonSchema['enum']>, value: FormValue, path: string): unknown {
  const found = typeof value === 'string' ? allowed.find((option) => String(option) === value) : undefined;
  if (found !== undefined) return found;
  const options = allowed.filter((option) => option !== '').map(String);
  const list = options.length > 1 ? `one of ${options.slice(0, -1).join(', ')}, or ${options.at(-1)}` : options[0];
  throw invalidRequest(`Invalid ${path}: must be ${list}`, { param: path });
}

function readScalar(schema: JsonSchema, value: FormValue, path: string): unknown {
  if (typeof value !== 'string') throw invalid('string', path);
  if (schema.type === 'boolean') {
    if (!isBoolean(value)) throw invalidRequest(`Invalid boolean: ${value}`, { param: path });
    return value === 'true';
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    const number = Number(value);
    if (!isNumeric(value) || (schema.type === 'integer' && !Number.isInteger(number)))
      throw invalidRequest(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: path });
    return number;
  }
  return value;
}

const invalid = (shape: string, path: string) => invalidRequest(`Invalid ${shape}`, { param: path });

function unknownParameters(names: readonly string[]): StripeProblem {
  const noun = names.length > 1 ? 'parameters' : 'parameter';
  return invalidRequest(`Received unknown ${noun}: ${names.join(', ')}`, {
    code: 'parameter_unknown',
    param: names[0],
  });
}

const emptyParameter = (name: string) =>
  invalidRequest(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param: name },
  );
