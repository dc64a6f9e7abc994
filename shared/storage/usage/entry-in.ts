import type { Entry } from '../../domain/usage/pledge.ts';
import type { Counter } from './counters.ts';

/** An environment's entry as it was read; null: it has none. */
export function entryIn(
  { entries, pledges }: Pick<Counter, 'entries' | 'pledges'>,
  environmentId: string,
): Entry | null {
  const taken = entries[environmentId];
  const pledge = pledges[environmentId];
  return taken === undefined ? null : { taken, ...(pledge && { pledge }) };
}
