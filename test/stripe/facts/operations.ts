import { loadSchemas } from '@tollgate/stripe-simulator';
import document from './operations-2023-09.json' with { type: 'json' };
import type { ParameterSchema } from './parameters.ts';
import { sdkParameterTypes } from './sdk.ts';

type Published = { readonly query?: ParameterSchema['properties']; readonly form?: ParameterSchema };

/** An operation of Stripe's API, with the parameters that each document gives it. */
export type Operation = {
  /** `POST /v1/invoices/{}/pay`: ids are left out. */
  readonly name: string;
  /** From the published document of September 2023; undefined where it has no such operation. */
  readonly published: ParameterSchema | undefined;
  /** Whether the installed SDK has it. */
  readonly isInSdk: boolean;
  /** From the types of the installed SDK; undefined where the SDK, or the simulator, lacks the operation. */
  readonly ofSdk: ParameterSchema | undefined;
};

const withoutIds = (address: string) => address.replace(/\{[^}]*\}/g, '{}');

const published = new Map(
  Object.entries(document.operations as unknown as Record<string, Published>).map(([name, { query, form }]) => [
    withoutIds(name),
    { type: 'object', properties: { ...query, ...form?.properties } },
  ]),
);

const schemas = await loadSchemas();
const sdkTypes = sdkParameterTypes();
const names = [...new Set([...published.keys(), ...sdkTypes.keys()])].map((name) => ({ name, parts: name.split('/') }));
/** Literal parts first: `/v1/invoices/create_preview` is not the invoice of that id. */
const byLength = Map.groupBy(
  names.toSorted(
    (a, b) => a.parts.filter((part) => part === '{}').length - b.parts.filter((part) => part === '{}').length,
  ),
  ({ parts }) => parts.length,
);

/** Follows a reference within the SDK's schemas. */
export const definitionOf = (reference: string): ParameterSchema =>
  schemas.$defs[reference.split('/').at(-1) ?? ''] ?? {};

const known = new Map<string, Operation>();

/** The operation of a call; undefined where neither document has one. */
export function operationOf(method: string, path: string): Operation | undefined {
  const parts = `${method} ${path}`.split('/');
  const name = byLength
    .get(parts.length)
    ?.find((each) => each.parts.every((part, n) => part === '{}' || part === parts[n]))?.name;
  if (name === undefined) return undefined;
  const operation = known.get(name) ?? {
    name,
    published: published.get(name),
    isInSdk: sdkTypes.has(name),
    ofSdk: schemas.index[sdkTypes.get(name) ?? ''],
  };
  known.set(name, operation);
  return operation;
}
