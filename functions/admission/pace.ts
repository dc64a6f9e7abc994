/** About so often a segment is written while calls come. */
export const flushMs = 10_000;
/** Segments that may be written at once where calls are few, since a frozen environment reports nothing. Each is won back by `flushMs`. */
const mostSpare = 8;
/** Not closer together, so that many environments that begin at once do not all write several. */
const spareApartMs = 1_000;

/** How often a chain's segments are written. Times are epoch milliseconds. */
export function segmentPace() {
  /** When the segments so far would all be won back. */
  let spentUntil = Number.NEGATIVE_INFINITY;
  let fixedAt = Number.NEGATIVE_INFINITY;
  return {
    /** The bytes of a segment were fixed. */
    fixed(at: number): void {
      fixedAt = at;
      spentUntil = Math.min(Math.max(spentUntil, at), at + (mostSpare - 1) * flushMs) + flushMs;
    },
    sinceMs: (now: number): number => now - fixedAt,
    /** Whether one more may be written than is due. */
    hasSpare: (now: number): boolean => spentUntil - now <= (mostSpare - 1) * flushMs,
    isApart: (now: number): boolean => !isWithin(now - fixedAt, spareApartMs),
  };
}

/** A negative age is a clock that was set back: nobody knows how old it is. */
export const isWithin = (ageMs: number, mostMs: number): boolean => ageMs >= 0 && ageMs <= mostMs;
