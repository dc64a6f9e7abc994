import { invalidRequest, noSuch } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';

type PageParams = { readonly limit?: number; readonly starting_after?: string; readonly ending_before?: string };
type Listed = { readonly id: string; readonly object: string };

/** The parameters of a list that Stripe bounds. Throws 400 for a page of no or of more than 100 objects, two cursors, or too many keys or types. */
export function checkPaging(rules: RuleSet, params: Readonly<Record<string, unknown>>): void {
  const { limit, starting_after, ending_before, lookup_keys, types } = params;
  const isRefused = typeof limit === 'number' && (limit < 1 || limit > 100);
  if (rules.isOn('Q1') && isRefused)
    throw invalidRequest(`Invalid integer: ${limit}. A list has a limit from 1 to 100.`, { param: 'limit' });
  if (rules.isOn('Q1b') && starting_after !== undefined && ending_before !== undefined)
    throw invalidRequest('You may only specify one of these parameters: ending_before, starting_after.');
  if (rules.isOn('Q2')) refuseMoreThan(10, lookup_keys, 'lookup_keys');
  if (rules.isOn('E5')) refuseMoreThan(20, types, 'types');
}

function refuseMoreThan(most: number, values: unknown, param: string): void {
  if (Array.isArray(values) && values.length > most)
    throw invalidRequest(`Array ${param} exceeded maximum ${most} allowed elements.`, { param });
}

/** One page of `newestFirst` as Stripe's list object: 10 unless `limit` (1…100), cursors exclusive. */
export function page<T extends Listed>(url: string, newestFirst: readonly T[], params: PageParams) {
  const limit = Math.min(Math.max(params.limit ?? 10, 1), 100);
  const positionOf = (id: string, param: string) => {
    const position = newestFirst.findIndex((object) => object.id === id);
    if (position < 0) throw noSuch(newestFirst[0]?.object ?? 'object', id, param);
    return position;
  };
  if (params.ending_before) {
    const end = positionOf(params.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list' as const, data: newestFirst.slice(start, end), has_more: start > 0, url };
  }
  const start = params.starting_after ? positionOf(params.starting_after, 'starting_after') + 1 : 0;
  const data = newestFirst.slice(start, start + limit);
  return { object: 'list' as const, data, has_more: start + limit < newestFirst.length, url };
}

type Range = number | { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };

/** Whether an epoch second lies in a `created` filter; true where there is none. */
export function isInRange(value: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return value === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return value > gt && value >= gte && value < lt && value <= lte;
}
