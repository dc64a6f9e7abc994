/**
 * An instance's pledge for one counter: how far it may spend before it has reported more. Fencing its usage log gives back all other units,
 * since they cannot have been spent and never will be.
 */
export type Pledge = {
  /** Units that it may have spent in all, by its last take, until a segment after `segment` reports exactly. */
  readonly declared: number;
  /** The last segment whose bytes were fixed when that take was sent; 0: none. */
  readonly segment: number;
  /** The largest limit that it has known the counter by. Its unreported units are at most a part of it. */
  readonly limit: number;
};

/** An instance's entry on a counter: all units that it took, and its pledge. Without a pledge it may have spent all of them. */
export type Entry = { readonly taken: number; readonly pledge?: Pledge };

/** A usage log's report of one counter, once nothing can follow. */
export type UsageLogReport = {
  /** Units that its segments report. */
  readonly reported: number;
  /** How much its instance may leave unreported from its last segment that is no fence. */
  readonly level: number;
  /** The last segment that reported exactly, with no call under way; 0: none did. */
  readonly lastExact: number;
  /** The units that its instance stated as consumed when it ended; undefined: it did not state them. */
  readonly consumed: number | undefined;
};

/** The highest level of a pledge. */
export const maxLevel = 7;

/**
 * Units of a counter that may be spent unreported at a level. Level 0 allows a 10,000th of the limit. Each level above allows twice as
 * many, up to a 100th.
 */
export const windowOf = (limit: number, level: number): number =>
  Math.min(Math.floor(limit / 100), Math.floor((limit * 2 ** level) / 10_000));

/** The lowest level whose window has room for so many units; null: none has. */
export function levelFor(limit: number, units: number): number | null {
  for (let level = 0; level <= maxLevel; level++) if (windowOf(limit, level) >= units) return level;
  return null;
}

/** Units of an entry that its instance may have spent, or still may, once its usage log is fenced. The rest can go to others. */
export function consumedOf({ taken, pledge }: Entry, { reported, level, lastExact, consumed }: UsageLogReport): number {
  if (consumed !== undefined) return consumed;
  if (!pledge) return taken;
  const declared = lastExact > pledge.segment ? 0 : pledge.declared;
  return Math.min(taken, Math.max(declared, reported + windowOf(pledge.limit, level)));
}

/** The last segment of a usage log, as far as it pledges what follows. */
type LastSegment = {
  readonly number: number;
  readonly pledge?: { readonly level: number; readonly isExact: boolean };
  readonly end?: object;
};

/**
 * The most units of an entry that its instance may have served in answered calls and not reported since. `last`: undefined if there is
 * none, or it is not known. An ended log reports nothing more.
 */
export function unreportedAtMost({ taken, pledge }: Entry, last?: LastSegment): number {
  if (last?.end) return 0;
  if (!pledge) return taken;
  const isExact = last?.pledge?.isExact === true && last.number > pledge.segment;
  return Math.min(taken, windowOf(pledge.limit, (isExact ? last.pledge?.level : undefined) ?? maxLevel));
}

/**
 * An entry as it is stored: a number without a pledge, else its numbers in base 36. Each take pays for all entries of the counter, so they
 * are short. The limit that the counter was `opened` with is not repeated. A first take, which declares all its units before any segment,
 * is one number.
 */
export function encodeEntry({ taken, pledge }: Entry, opened: number): string | number {
  if (!pledge) return taken;
  const { declared, segment, limit } = pledge;
  const isFirst = declared === taken && segment === 0;
  const numbers = [taken, ...(isFirst ? [] : [taken - declared, segment]), ...(limit === opened ? [] : [limit])];
  return numbers.map((value) => value.toString(36)).join('.');
}

/** The inverse, with the same `opened`. */
export function decodeEntry(stored: unknown, opened: number): Entry {
  if (typeof stored !== 'string') return { taken: Number(stored) };
  const numbers = stored.split('.').map((value) => Number.parseInt(value, 36));
  const [taken = 0, undeclared = 0, segment = 0] = numbers.length > 2 ? numbers : numbers.slice(0, 1);
  const limit = (numbers.length % 2 === 0 ? numbers.at(-1) : undefined) ?? opened;
  return { taken, pledge: { declared: taken - undeclared, segment, limit } };
}
