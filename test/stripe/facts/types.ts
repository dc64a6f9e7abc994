import { type JsonSchema, loadSchemas } from '@tollgate/stripe-simulator';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Difference } from './difference.ts';
import { nameOf } from './parameters.ts';

const schemas = await loadSchemas();
const ajv = new Ajv({ strict: false, inlineRefs: false, validateSchema: false, code: { optimize: false } });
ajv.addSchema({ $id: 'stripe', $defs: schemas.$defs });

const definitionOf = (schema: JsonSchema) => schemas.$defs[schema.$ref?.split('/').at(-1) ?? ''];

/** The SDK's types of objects by their names at Stripe: `checkout.session`, and `deleted price` for what is left of one. */
const types = new Map(
  Object.values(schemas.index).flatMap((schema) => {
    const { object, deleted } = definitionOf(schema)?.properties ?? {};
    const [name] = object?.enum ?? [];
    if (typeof name !== 'string') return [];
    return [[deleted?.enum ? `deleted ${name}` : name, schema] as const];
  }),
);

const validators = new Map<string, ValidateFunction | null>();

function validatorOf(name: string): ValidateFunction | null {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const reference = types.get(name)?.$ref?.replace('#', 'stripe#');
  const made = reference === undefined ? null : ajv.compile({ $ref: reference });
  validators.set(name, made);
  return made;
}

/** Differences of an object from the SDK's type of it: unknown and missing fields, values of another kind, null where there is none. */
export function mistakesByType(value: { readonly object: string; readonly deleted?: boolean }): Difference[] {
  const name = value.deleted ? `deleted ${value.object}` : value.object;
  const validate = validatorOf(name);
  if (!validate) return [{ what: `SDK: ${name}`, detail: 'the SDK has no type for it' }];
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = 'is not as in the type', params }) => {
    const field: unknown = params.missingProperty ?? params.additionalProperty;
    const path = [...instancePath.split('/').slice(1), ...(typeof field === 'string' ? [field] : [])];
    return { what: `SDK: ${name} ${nameOf(path)}`.trimEnd(), detail: message };
  });
}
