import { accessAt } from './entitlement.ts';
import type { Grant } from './grant.ts';
import { never } from './period.ts';

/** The next time after `now` at which access may change without an event: paid time ends, or grace begins or ends. Null: never. */
export function nextEnd(grants: readonly Grant[], now: Date): Date | null {
  const ends = grants
    .flatMap((grant) => [accessAt(grant, now).until, grant.overdueGrace?.from])
    .filter((at) => at !== null && at !== undefined && at !== never && Date.parse(at) > now.getTime())
    .map((at) => Date.parse(String(at)));
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}
