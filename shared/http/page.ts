import { invalid } from '../errors.ts';
import type { Parameters } from './operation.ts';
import type { ApiRequest } from './request.ts';

/** The page of a list that a request asks for. */
export type PageRequest = { readonly limit: number; readonly cursor?: string };

const maxItems = 100;
const usualItems = 50;

/** The parameters of a list that comes in pages. */
export const pageParameters = {
  limit: {
    description: 'The most entries of a page.',
    schema: { type: 'integer', minimum: 1, maximum: maxItems, default: usualItems },
  },
  cursor: { description: 'The cursor of the previous page. Without it, the list begins at its start.' },
} as const satisfies Parameters;

/**
 * `limit` (1…100, default 50) and `cursor` of a list, and whatever else the list takes.
 * @throws AppError 400 naming a parameter that is unknown or out of bounds.
 */
export function pageRequestOf(request: ApiRequest, others: readonly string[] = []): PageRequest {
  knownParameters(request, ['limit', 'cursor', ...others]);
  const text = request.query.get('limit') ?? String(usualItems);
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxItems) {
    throw invalid([{ field: 'limit', message: `must be a whole number from 1 to ${maxItems}` }]);
  }
  const cursor = request.query.get('cursor') ?? undefined;
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}

/** @throws AppError 400 naming the first query parameter that is not one of `known`, or that is given twice. */
export function knownParameters(request: ApiRequest, known: readonly string[]): void {
  const names = [...request.query.keys()];
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw invalid([
      {
        field: strange,
        message: `is not a parameter here; ${known.length ? `the parameters are ${known.join(', ')}` : 'there are none'}`,
      },
    ]);
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw invalid([{ field: twice, message: 'may be given once' }]);
}
