/** About so often a segment is written while calls come. */
export const flushMs = 10_000;
/**
 * Segments beyond those that are due, since a frozen instance reports nothing: so many may follow each other where few instances serve
 * an account, and so many where more do. Each is won back by `flushMs`.
 */
const maxSpare = 21;
const fewHolders = 4;
const minSpare = 3;
/** Where many begin at once, the spare segments of each are so far apart. */
const spareApartMs = 1_000;

/** Instances that hold units of one counter. */
type Others = {
  /** All of them, this one with them. */
  readonly holders: number;
  /** Many of them took their first units while this one did. */
  readonly isRush: boolean;
};

/** How often a chain's segments are written. Times are epoch milliseconds. */
export function segmentPace() {
  /** When the segments so far would all be won back. */
  let spentUntil = Number.NEGATIVE_INFINITY;
  let fixedAt = Number.NEGATIVE_INFINITY;
  return {
    /** The bytes of a segment were fixed. */
    fixed(at: number): void {
      fixedAt = at;
      spentUntil = Math.min(Math.max(spentUntil, at), at + (maxSpare - 1) * flushMs) + flushMs;
    },
    lastFixedAt: (): number => fixedAt,
    sinceMs: (now: number): number => now - fixedAt,
    /** Whether one more may be written than is due. */
    hasSpare: (now: number, { holders, isRush }: Others): boolean =>
      spentUntil - now <= ((holders <= fewHolders ? maxSpare : minSpare) - 1) * flushMs &&
      (!isRush || !isWithin(now - fixedAt, spareApartMs)),
  };
}

/** A negative age is a clock that was set back: nobody knows how old it is. */
export const isWithin = (ageMs: number, maxMs: number): boolean => ageMs >= 0 && ageMs <= maxMs;
