import { maxLevel } from '../../domain/usage/pledge.ts';
import type { SegmentPledge } from '../../domain/usage/segment.ts';

/** The pledge of a usage log up to one of its segments. */
export type LogPledge = {
  readonly level: number;
  /** The last segment that reported exactly, with no call under way; 0: none. */
  readonly lastExact: number;
};

/** How far a usage log has reported the spent units. Leases read it before they spend. */
export type LogProgress = {
  /** How many times all counted calls were cut into segments. */
  cuts: number;
  /** How many of these cuts were acknowledged. */
  acknowledgedCuts: number;
  /** The last segment whose bytes were fixed; 0: none. */
  fixed: number;
  acknowledged: LogPledge;
  /** The pledge of a segment that was sent and not acknowledged; it may have been stored. */
  sent: LogPledge | undefined;
  /** Calls since the last segment was fixed. */
  calls: number;
  /** The most unreported units of one counter since then, in 10,000ths of its limit. */
  peak: number;
  /** The most instances that hold units of one counter spent from since then, including this one. */
  holders: number;
  /** The most instances that took their first units of such a counter while this one did. */
  joined: number;
  /** Half of the units that may go unreported of one counter is spent. */
  isPressed: boolean;
  /** A quota is used up, or nearly: its buyer may look at usage soon. */
  isUrgent: boolean;
};

/** The progress of a usage log without segments. */
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

/** An instance with at most this many calls since the last segment may be idle from now on. */
const fewCalls = 3;
/** Calls this far apart are slow: another segment costs little, and saves others from losing units if no call follows. */
const slowMs = 2_000;
const slowCalls = 30;

/** With this many instances that begin together, each writes a first segment. A second one of each within a moment would be too many. */
const manyJoined = 12;
const levelOfMany = 3;

/** The other instances that hold units of the counters spent from since the last segment. */
export const othersOf = ({ holders, joined }: LogProgress) => ({
  holders: Math.max(1, holders),
  isRush: joined >= manyJoined,
});

type Fixing = {
  /** All spent units are in the segment, and no call is under way. */
  readonly isExact: boolean;
  /** It may be written beyond the due ones. */
  readonly isSpare: boolean;
  /** The lowest level that a waiting call needs. */
  readonly least: number;
  /** The time since the last segment was fixed. */
  readonly sinceMs: number;
};

/**
 * The pledge of the next segment. If calls are few or slow, next to nothing may be spent unreported, so that others lose little when the
 * instance is idle or dies. If calls are many, the level rises each time that it was too low. It falls only if all units are reported.
 */
export function nextPledge(progress: LogProgress, { isExact, isSpare, least, sinceMs }: Fixing): SegmentPledge {
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

/** The level that covers the units of a second at the pace of the last ones, so that fast calls wait for few segments. */
const fastLevel = ({ peak }: LogProgress, sinceMs: number): number =>
  Math.ceil(Math.log2(Math.max(1, (peak * 1_000) / Math.max(1, sinceMs))));

/** The level that covers as many units again. If calls are many, it falls by one at a time, and not at the first lull. */
function fittingLevel({ peak, acknowledged: { level } }: LogProgress, isSlow: boolean): number {
  if (isSlow) return Math.max(0, Math.ceil(Math.log2(Math.max(1, peak))));
  return peak < 2 ** (level - 3) ? level - 1 : level;
}

type Sent = { readonly number: number; readonly pledge: SegmentPledge | undefined; readonly isCut: boolean };

/** Notes that a segment was fixed; it may be stored from now on. */
export function noteSent(progress: LogProgress, { number, pledge, isCut }: Sent): void {
  const { lastExact } = progress.acknowledged;
  progress.sent = pledge && { level: pledge.level, lastExact: pledge.isExact ? number : lastExact };
  progress.fixed = number;
  if (isCut) progress.cuts += 1;
  Object.assign(progress, { calls: 0, peak: 0, holders: 1, isPressed: false, isUrgent: false });
}

/** Notes that the segment that was sent is stored. */
export function noteAcknowledged(progress: LogProgress, isCut: boolean): void {
  progress.acknowledged = progress.sent ?? progress.acknowledged;
  progress.sent = undefined;
  if (isCut) progress.acknowledgedCuts = progress.cuts;
}
