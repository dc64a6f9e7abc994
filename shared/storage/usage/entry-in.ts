import type { Entry } from '../../domain/usage/pledge.ts';
import type { Counter } from './counters.ts';

/** An instance's entry as it was read; null: it has none. */
export function entryIn({ entries, pledges }: Pick<Counter, 'entries' | 'pledges'>, instanceId: string): Entry | null {
  const taken = entries[instanceId];
  const pledge = pledges[instanceId];
  return taken === undefined ? null : { taken, ...(pledge && { pledge }) };
}
