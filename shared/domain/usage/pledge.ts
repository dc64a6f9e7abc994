/**
 * An instance's pledge for one counter: how far it may spend before it has told more. Fencing its chain gives back all
 * the rest, since nothing of that can have been spent, or ever will be.
 */
export type Pledge = {
  /** Units that it may have spent in all, as its last take says, until a segment after `segment` tells exactly. */
  readonly declared: number;
  /** The last segment whose bytes were fixed when that take was sent; 0: none. */
  readonly segment: number;
  /** The largest limit that it has known the counter by: what it may leave untold is a part of it. */
  readonly limit: number;
};

/** An instance's entry on a counter: units that it ever took, and its pledge; without one it may have spent all that it took. */
export type Entry = { readonly taken: number; readonly pledge?: Pledge };

/** A chain's report of one counter, once nothing can follow. */
export type ChainReport = {
  /** Units that its segments report. */
  readonly reported: number;
  /** From its last segment but a seal: how much its instance may leave untold from there. */
  readonly level: number;
  /** The last segment that told exactly, with no call under way; 0: none did. */
  readonly lastExact: number;
  /** The units that its instance called gone as it ended; undefined: it did not say. */
  readonly gone: number | undefined;
};

export const maxLevel = 7;

/**
 * Units of a counter that may be spent untold at a level: a 10,000th of the limit at level 0, twice as much at each level above, and never
 * more than a 100th.
 */
export const windowOf = (limit: number, level: number): number =>
  Math.min(Math.floor(limit / 100), Math.floor((limit * 2 ** level) / 10_000));

/** The smallest level whose window has room for so many units; null: none has. */
export function levelFor(limit: number, units: number): number | null {
  for (let level = 0; level <= maxLevel; level++) if (windowOf(limit, level) >= units) return level;
  return null;
}

/** Units of an entry that its instance can have spent, or still may, once its chain is fenced. The rest can go to somebody else. */
export function consumedOf({ taken, pledge }: Entry, { reported, level, lastExact, gone }: ChainReport): number {
  if (gone !== undefined) return gone;
  if (!pledge) return taken;
  const declared = lastExact > pledge.segment ? 0 : pledge.declared;
  return Math.min(taken, Math.max(declared, reported + windowOf(pledge.limit, level)));
}

/** The last segment of a chain, as far as it says how much follows untold. */
type LastSegment = {
  readonly number: number;
  readonly telling?: { readonly level: number; readonly isExact: boolean };
  readonly end?: object;
};

/**
 * Units of an entry that its instance may have served in calls that were answered and not told since, at the most. `last`: undefined where
 * there is none, or where it is not known. Of a chain that has ended nothing more is told.
 */
export function unreportedAtMost({ taken, pledge }: Entry, last?: LastSegment): number {
  if (last?.end) return 0;
  if (!pledge) return taken;
  const isExact = last?.telling?.isExact === true && last.number > pledge.segment;
  return Math.min(taken, windowOf(pledge.limit, (isExact ? last.telling?.level : undefined) ?? maxLevel));
}

/**
 * An entry as it is stored: a number without a pledge, else its numbers in base 36. Each take pays for all entries of the counter, so they are
 * as short as may be: the limit that the counter was `opened` with is not repeated, and after a first take, which declares all of it before
 * any segment, one number says it.
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
