import type { Counter, CounterId } from '../../shared/storage/counters.ts';

/** What an account may take, by its grants as they are known: of which counter, and up to which limit. */
export type Quota = CounterId & {
  readonly limit: number;
  /** Of the grants that the limit is made of. */
  readonly version: number;
  /** What blocks are measured by (see `nextBlock`). */
  readonly measure?: number;
  /** One object for each read of the account: what was found under it is not believed under the next. */
  readonly account: object;
};

/** What an environment holds of one counter. Times are epoch milliseconds. */
export type HeldUnits = {
  quota: Quota;
  /** The counter as last seen; undefined before it was, and where it has to be looked at again. */
  counter: Pick<Counter, 'limit' | 'free' | 'settled' | 'version'> | undefined;
  /** Units this environment ever took. */
  entry: number;
  /** Units of calls that have ended, and of those under way. */
  spent: number;
  reserved: number;
  /** Takes under this entry that were sent and not answered: one of them may land yet. */
  unanswered: number;
  /** Units that calls are waiting for. */
  wanted: number;
  last: { readonly units: number; readonly at: number } | undefined;
  /** Nothing was free: not asked again before then, unless the account is read anew. */
  exhausted: { readonly until: number; readonly account: object } | undefined;
};

/** Nothing held yet. */
export const noUnits = (quota: Quota): HeldUnits => ({
  quota,
  counter: undefined,
  entry: 0,
  spent: 0,
  reserved: 0,
  unanswered: 0,
  wanted: 0,
  last: undefined,
  exhausted: undefined,
});

/** Units that may be reserved without asking anybody: of what is held none that a lowered limit has taken back. */
export const availableOf = ({ entry, spent, reserved, counter }: HeldUnits): number =>
  Math.max(0, entry - spent - reserved + Math.min(0, counter?.free ?? 0));

/** The quota has another limit than the counter had when it was last seen: that is moved before anything else is spent. */
export const isMoved = ({ quota, counter }: HeldUnits): boolean =>
  counter !== undefined && counter.limit !== quota.limit;

/** Units left of the limit, as far as this environment knows. */
export const leftOf = (held: HeldUnits): number => availableOf(held) + Math.max(0, held.counter?.free ?? 0);

/** Believes a counter as it was answered, above all the environment's own entry in it. False: that is gone, though it was there. */
export function adopt(held: HeldUnits, environmentId: string, counter: Counter): boolean {
  const entry = counter.entries[environmentId] ?? 0;
  if (entry === 0 && held.entry > 0) return false;
  if (entry !== held.entry) held.unanswered = 0;
  held.counter = counter;
  held.entry = entry;
  return true;
}
