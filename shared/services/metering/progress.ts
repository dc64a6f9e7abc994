import { maxLevel } from '../../domain/usage/pledge.ts';
import type { SegmentPledge } from '../../domain/usage/segment.ts';

/** A chain's report up to one of its segments. */
export type Said = {
  readonly level: number;
  /** The last segment that told exactly; 0: none. */
  readonly lastExact: number;
};

/** How far a chain has come in telling what was spent, as those look at it who spend. */
export type LogProgress = {
  /** How many times all that was counted until then was cut into segments, and how many of these cuts were acknowledged. */
  cuts: number;
  acknowledgedCuts: number;
  /** The last segment whose bytes were fixed; 0: none. */
  fixed: number;
  acknowledged: Said;
  /** For a segment that was sent and not acknowledged: it may stand or not. */
  sent: Said | undefined;
  /** Calls since the last segment was fixed. */
  calls: number;
  /** The most that was untold of one counter since then, in parts of its limit, of which there are 10,000. */
  peak: number;
  /** The most instances that hold units of one counter which was spent from since then, this one with them. */
  holders: number;
  /** The most instances that took their first units of such a counter while this one did. */
  joined: number;
  /** Half of what may go untold of one counter is spent. */
  isPressed: boolean;
  /** Somebody may be about to look: nothing is left of a quota, or hardly anything. */
  isUrgent: boolean;
};

export const newProgress = (): LogProgress => ({
  cuts: 0,
  acknowledgedCuts: 0,
  fixed: 0,
  acknowledged: { level: 0, lastExact: 0 },
  sent: undefined,
  calls: 0,
  peak: 0,
  holders: 1,
  joined: 0,
  isPressed: false,
  isUrgent: false,
});

/** So few calls since the last segment are an instance that may stand idle from now on. */
const fewCalls = 3;
/** Where calls come so slowly, a segment for some of them costs little, and less is lost to others if no further one comes. */
const slowMs = 2_000;
const slowCalls = 30;

/** So many instances that begin at once write a first segment each: another one of them all before a moment has passed is too much. */
const manyJoined = 12;
const levelOfMany = 3;

/** The others that hold units of what was spent since the last segment. */
export const othersOf = ({ holders, joined }: LogProgress) => ({
  holders: Math.max(1, holders),
  isRush: joined >= manyJoined,
});

type Fixing = {
  /** All that was spent is in the segment, and no call is under way. */
  readonly isExact: boolean;
  /** It may be written beyond those that are due. */
  readonly isSpare: boolean;
  /** The least units that a waiting call needs. */
  readonly least: number;
  /** Since the last segment was fixed. */
  readonly sinceMs: number;
};

/**
 * The next segment's announcement of what follows it. Where calls are few or slow, next to nothing may be spent untold. So others lose next
 * to nothing if the instance is idle or dies; where they are many, more with each time that it was too little. Less than before only where
 * all is told.
 */
export function nextTelling(progress: LogProgress, { isExact, isSpare, least, sinceMs }: Fixing): SegmentPledge {
  const { calls, isPressed, acknowledged, fixed } = progress;
  const { isRush } = othersOf(progress);
  const { level } = acknowledged;
  if (isExact && isSpare && calls <= fewCalls) {
    return { level: Math.max(least, isRush && fixed === 0 ? levelOfMany : 0), isExact };
  }
  const isSlow = sinceMs >= slowMs && calls < slowCalls;
  if (isPressed && !isSlow) {
    const more = Math.max(level + 1, isRush ? fastLevel(progress, sinceMs) : 0);
    return { level: Math.max(least, Math.min(maxLevel, more)), isExact };
  }
  const fitting = isExact ? Math.min(level, fittingLevel(progress, isSlow)) : level;
  return { level: Math.max(least, fitting), isExact };
}

/** The level at which a second's units could be spent as fast as the last ones were: calls that come so fast wait for few segments. */
const fastLevel = ({ peak }: LogProgress, sinceMs: number): number =>
  Math.ceil(Math.log2(Math.max(1, (peak * 1_000) / Math.max(1, sinceMs))));

/** The level at which as much could be spent again; where calls are many, one less at a time, and not at the first lull. */
function fittingLevel({ peak, acknowledged: { level } }: LogProgress, isSlow: boolean): number {
  if (isSlow) return Math.max(0, Math.ceil(Math.log2(Math.max(1, peak))));
  return peak < 2 ** (level - 3) ? level - 1 : level;
}

type Sent = { readonly number: number; readonly telling: SegmentPledge | undefined; readonly isCut: boolean };

/** A segment was fixed: it may stand from now on. */
export function noteSent(progress: LogProgress, { number, telling, isCut }: Sent): void {
  const { lastExact } = progress.acknowledged;
  progress.sent = telling && { level: telling.level, lastExact: telling.isExact ? number : lastExact };
  progress.fixed = number;
  if (isCut) progress.cuts += 1;
  Object.assign(progress, { calls: 0, peak: 0, holders: 1, isPressed: false, isUrgent: false });
}

/** The segment that was sent stands. */
export function noteAcknowledged(progress: LogProgress, isCut: boolean): void {
  progress.acknowledged = progress.sent ?? progress.acknowledged;
  progress.sent = undefined;
  if (isCut) progress.acknowledgedCuts = progress.cuts;
}
