/**
 * An environment's pledge for one counter: how far it may spend before it has told more. Fencing its chain gives back all
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

/** An environment's entry on a counter: units that it ever took, and its pledge; without one it may have spent all that it took. */
export type Entry = { readonly taken: number; readonly pledge?: Pledge };

/** A chain's report of one counter, once nothing can follow. */
export type Told = {
  /** Units that its segments report. */
  readonly reported: number;
  /** From its last segment but a seal: how much its environment may leave untold from there. */
  readonly level: number;
  /** The last segment that told exactly, with no call under way; 0: none did. */
  readonly lastExact: number;
  /** The units that its environment called gone as it ended; undefined: it did not say. */
  readonly gone: number | undefined;
};

export const mostLevel = 7;

/**
 * Units of a counter that may be spent untold at a level: a 10,000th of the limit at level 0, twice as much at each level above, and never
 * more than a 100th.
 */
export const windowOf = (limit: number, level: number): number =>
  Math.min(Math.floor(limit / 100), Math.floor((limit * 2 ** level) / 10_000));

/** The smallest level whose window has room for so many units; null: none has. */
export function levelFor(limit: number, units: number): number | null {
  for (let level = 0; level <= mostLevel; level++) if (windowOf(limit, level) >= units) return level;
  return null;
}

/** Units of an entry that its environment can have spent, or still may, once its chain is fenced. The rest can go to somebody else. */
export function goneOf({ taken, pledge }: Entry, { reported, level, lastExact, gone }: Told): number {
  if (gone !== undefined) return gone;
  if (!pledge) return taken;
  const declared = lastExact > pledge.segment ? 0 : pledge.declared;
  return Math.min(taken, Math.max(declared, reported + windowOf(pledge.limit, level)));
}

/**
 * An entry as it is stored: a number without a pledge, else its numbers in base 36. It has as few bytes as possible, since each take pays for
 * all entries of the counter. After a first take, which declares all of it before any segment, two numbers say it.
 */
export function encodeEntry({ taken, pledge }: Entry): string | number {
  if (!pledge) return taken;
  const { declared, segment, limit } = pledge;
  const isFirst = declared === taken && segment === 0;
  return (isFirst ? [taken, limit] : [taken, declared, segment, limit]).map((value) => value.toString(36)).join('.');
}

export function decodeEntry(stored: unknown): Entry {
  if (typeof stored !== 'string') return { taken: Number(stored) };
  const numbers = stored.split('.').map((value) => Number.parseInt(value, 36));
  const [taken = 0, second = 0, segment = 0, limit = 0] = numbers;
  if (numbers.length === 2) return { taken, pledge: { declared: taken, segment: 0, limit: second } };
  return { taken, pledge: { declared: second, segment, limit } };
}
