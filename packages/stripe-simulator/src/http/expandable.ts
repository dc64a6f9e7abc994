import { invalidRequest, unsupported } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';
import type { JsonSchema, StripeSchemas } from '../schema/json-schema.ts';
import { type ParamRoot, resourceRoots } from '../schema/roots.ts';
import { isIncludable } from './expand.ts';

const maxLevels = 4;

/** Answers whose name differs from their request's. */
const answersOf: Readonly<Record<string, string>> = {
  CustomerCreateTaxIdParams: 'TaxId',
  CustomerListTaxIdsParams: 'TaxId',
  CustomerListPaymentMethodsParams: 'PaymentMethod',
  InvoiceListLineItemsParams: 'InvoiceLineItem',
  SubscriptionDeleteDiscountParams: 'DeletedDiscount',
  EventRetrieveParams: 'EventBase',
  EventListParams: 'EventBase',
};

/** The SDK's type of a request's answer, or of its elements where that is a list: `SubscriptionCancelParams` → `Subscription`. */
function resourceOf(root: ParamRoot): string {
  const named = resourceRoots.filter((resource) => root.startsWith(resource)).sort((a, b) => b.length - a.length);
  return answersOf[root] ?? named[0] ?? '';
}

/**
 * Refuses a path of `expand` that no answer of its type could have, before the request runs. By stripe-node's types, a field that may be
 * an id can be expanded. Answers the kinds of objects on the paths. Throws `simulator_unsupported` for a path that Stripe expands and the
 * simulator does not.
 */
export function checkExpand(
  schemas: StripeSchemas,
  root: ParamRoot,
  { paths, rules }: { readonly paths: readonly string[]; readonly rules: RuleSet },
): ReadonlySet<string> {
  const expanded = new Set<string>();
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > maxLevels && rules.isOn('Q3'))
      throw invalidRequest(`You cannot expand more than ${maxLevels} levels of a property (${path}).`, {
        param: 'expand',
      });
    const isList = /List\w*Params$/.test(root);
    if (isList && segments[0] !== 'data') throw cannotExpand(path);
    walk(schemas, schemas.index[resourceOf(root)] ?? {}, {
      path,
      segments: isList ? segments.slice(1) : segments,
      expanded,
    });
  }
  return expanded;
}

const cannotExpand = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });

type Way = { readonly path: string; readonly segments: readonly string[]; readonly expanded: Set<string> };

function walk(schemas: StripeSchemas, schema: JsonSchema, { path, segments, expanded }: Way): void {
  const [name, ...rest] = segments;
  if (name === undefined) return;
  const owners = alternatives(schemas, schema).filter(({ properties }) => properties?.[name]);
  const found = owners.map(({ properties }) => properties?.[name] ?? {});
  const options = found.flatMap((each) => alternatives(schemas, each));
  if (!options.some(({ type }) => type === 'object')) throw cannotExpand(path);
  const isReference = options.some(({ type }) => type === 'string');
  const isList = options.some((option) => nameOf(option) === 'list');
  const isLast = rest.length === 0;
  const isLeftOut = owners.every(({ required }) => !required?.includes(name));
  const isIncluded = owners.some((owner) => isIncludable(`${nameOf(owner)}.${name}`));
  if (!isIncluded && !isReference && isLeftOut && (isLast || isList)) throw unsupported(`expanding ${path}`, 'expand');
  if (isLast && !isIncluded && !isReference && !isList) throw cannotExpand(path);
  for (const option of options) expanded.add(String(nameOf(option)));
  walk(schemas, { anyOf: found }, { path, segments: rest, expanded });
}

/** The types that a value can have, through references, unions and arrays. */
function alternatives(schemas: StripeSchemas, schema: JsonSchema): JsonSchema[] {
  if (schema.$ref) return alternatives(schemas, schemas.$defs[schema.$ref.slice('#/$defs/'.length)] ?? {});
  if (schema.anyOf) return schema.anyOf.flatMap((each) => alternatives(schemas, each));
  return schema.type === 'array' ? alternatives(schemas, schema.items ?? {}) : [schema];
}

/** The `object` of a resource, such as `checkout.session`. */
const nameOf = ({ properties }: JsonSchema) => properties?.object?.enum?.[0];
