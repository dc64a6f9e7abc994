/** The interval between segments while calls come. */
export const flushMs = 10_000;
/**
 * Segments that may follow each other beyond the due ones, since a frozen instance reports nothing. `maxSpare` holds where few instances
 * serve an account, `minSpare` where more do. Each is won back by `flushMs`.
 */
const maxSpare = 21;
const fewHolders = 4;
const minSpare = 3;
/** The distance between spare segments of an instance where many instances begin together. */
const spareApartMs = 1_000;

/** Instances that hold units of one counter. */
type Others = {
  /** All of them, including this one. */
  readonly holders: number;
  /** Many of them took their first units while this one did. */
  readonly isRush: boolean;
};

/** How often an instance writes segments. Times are epoch milliseconds. */
export function segmentPace() {
  /** When all segments written so far will be won back. */
  let spentUntil = Number.NEGATIVE_INFINITY;
  let fixedAt = Number.NEGATIVE_INFINITY;
  return {
    /** Notes that the bytes of a segment were fixed. */
    fixed(at: number): void {
      fixedAt = at;
      spentUntil = Math.min(Math.max(spentUntil, at), at + (maxSpare - 1) * flushMs) + flushMs;
    },
    lastFixedAt: (): number => fixedAt,
    sinceMs: (now: number): number => now - fixedAt,
    /** Whether one segment more than the due ones may be written. */
    hasSpare: (now: number, { holders, isRush }: Others): boolean =>
      spentUntil - now <= ((holders <= fewHolders ? maxSpare : minSpare) - 1) * flushMs &&
      (!isRush || !isWithin(now - fixedAt, spareApartMs)),
  };
}

/** Whether an age is from 0 to `maxMs`. A negative age means a clock that was set back, so the true age is unknown. */
export const isWithin = (ageMs: number, maxMs: number): boolean => ageMs >= 0 && ageMs <= maxMs;
