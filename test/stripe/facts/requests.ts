import type { AnsweredCall } from '@tollgate/stripe-simulator';
import type { Difference } from './difference.ts';
import { definitionOf, type Operation, operationOf } from './operations.ts';
import {
  allowedAt,
  nameOf,
  type ParameterSchema,
  type SentParameter,
  sentInForm,
  sentInJson,
  takes,
} from './parameters.ts';

/** Compares what was asked with both documents: the operation, and each parameter's name, nesting, type, enumeration and length. */
export function differencesOfRequest({ method, path, query, body }: AnsweredCall): Difference[] {
  const operation = operationOf(method, path);
  if (!operation) return [{ what: `${method} ${path}`, detail: 'no document has this operation' }];
  const isJson = path.startsWith('/v2/') && method === 'POST';
  const sent = [...sentInForm(query), ...(isJson ? sentInJson(JSON.parse(body || '{}')) : sentInForm(body))];
  return [...differencesOfOperation(operation), ...sent.flatMap((each) => differencesOfParameter(operation, each))];
}

function differencesOfOperation({ name, published, isInSdk }: Operation): Difference[] {
  return [
    ...(published ? [] : [{ what: name, detail: 'the document of September 2023 has no such operation' }]),
    ...(published || isInSdk ? [] : [{ what: `SDK: ${name}`, detail: 'the SDK has no such operation either' }]),
  ];
}

type Allowed = {
  readonly published: readonly ParameterSchema[] | null;
  readonly ofSdk: readonly ParameterSchema[] | null;
};
const known = new Map<string, Allowed>();

function allowedFor({ published, ofSdk }: Operation, path: readonly string[], what: string): Allowed {
  const found = known.get(what) ?? {
    published: published ? allowedAt(published, path, definitionOf) : null,
    ofSdk: ofSdk ? allowedAt(ofSdk, path, definitionOf) : null,
  };
  known.set(what, found);
  return found;
}

function differencesOfParameter(operation: Operation, { path, value }: SentParameter): Difference[] {
  const what = `${operation.name} ${nameOf(path)}`;
  const { published, ofSdk } = allowedFor(operation, path, what);
  return [
    ...differenceFrom('the document of September 2023', { what, value, allowed: published }),
    ...differenceFrom('the SDK', { what: `SDK: ${what}`, value, allowed: ofSdk }),
  ];
}

type Compared = { readonly what: string; readonly value: string; readonly allowed: readonly ParameterSchema[] | null };

function differenceFrom(document: string, { what, value, allowed }: Compared): Difference[] {
  if (allowed === null || allowed.some((schema) => takes(schema, value))) return [];
  if (allowed.length === 0) return [{ what, detail: `${document} has no such parameter` }];
  return [{ what: `${what}=${value.slice(0, 100)}`, detail: `${document} does not allow this value` }];
}
