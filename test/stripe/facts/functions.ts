import type { Difference } from './difference.ts';
import { operationOf } from './operations.ts';

/** A request of a function to Stripe; the path without its query. */
export type FunctionCall = { readonly functionName: string; readonly method: string; readonly path: string };

/** Names a function's call, which the table of needs has to have. */
export function callOfFunction({ functionName, method, path }: FunctionCall): Difference {
  const operation = operationOf(method, path)?.name ?? `${method} ${path}`;
  return { what: `${functionName}: ${operation}`, detail: 'cli/doctor/needs.ts does not have this operation' };
}
