import { type Pledge, windowOf } from '../../domain/usage/pledge.ts';
import type { Counter, CounterId } from '../../storage/usage/counters.ts';
import type { LogProgress, Said } from './progress.ts';

/** What an account may take, by its grants as they are known: of which counter, and up to which limit. */
export type Quota = CounterId & {
  readonly limit: number;
  /** Of the grants that the limit is made of. */
  readonly version: number;
  /** What blocks are measured by (see `nextLease`). */
  readonly measure?: number;
  /** One object for each read of the account: what was found under it is not believed under the next. */
  readonly account: object;
};

/** What an instance holds of one counter. Times are epoch milliseconds. */
export type LeasedUnits = {
  quota: Quota;
  /** The counter as last seen; undefined before it was, and where it has to be looked at again. */
  counter: Pick<Counter, 'limit' | 'free' | 'settled' | 'version' | 'opened' | 'usedUpOf'> | undefined;
  /** Units this instance ever took. */
  entry: number;
  /** How many instances have an entry on the counter, as last seen. */
  holders: number;
  /** How many other instances took their first units while this one did. */
  joined: number;
  /** The pledge of its entry; undefined: to nothing. */
  pledge: Pledge | undefined;
  /** How far what it spends is told. */
  readonly progress: LogProgress;
  /** Units of calls that have ended, and of those under way. */
  spent: number;
  reserved: number;
  /** How many cuts there were when units were last spent, and before that; with what was spent when each of these times began. */
  epoch: { readonly cuts: number; readonly spent: number };
  before: { readonly cuts: number; readonly spent: number };
  /** Takes under this entry that were sent and not answered: one of them may land yet. */
  unanswered: number;
  /** How many entries had been settled when the first take was sent. */
  settledAtFirst: number | undefined;
  /** Units that calls are waiting for. */
  wanted: number;
  last: { readonly units: number; readonly at: number } | undefined;
  /** Nothing was free: not asked again before then, unless the account is read anew. */
  exhausted: { readonly until: number; readonly account: object } | undefined;
};

/** Nothing held yet. */
export const noUnits = (quota: Quota, progress: LogProgress): LeasedUnits => ({
  quota,
  counter: undefined,
  entry: 0,
  holders: 0,
  joined: 0,
  pledge: undefined,
  progress,
  epoch: { cuts: 0, spent: 0 },
  before: { cuts: 0, spent: 0 },
  spent: 0,
  reserved: 0,
  unanswered: 0,
  settledAtFirst: undefined,
  wanted: 0,
  last: undefined,
  exhausted: undefined,
});

/** Units that are held: of them none that a lowered limit has taken back. */
export const unspentOf = ({ entry, spent, reserved, counter }: LeasedUnits): number =>
  Math.max(0, entry - spent - reserved + Math.min(0, counter?.free ?? 0));

/** Units that may be reserved without asking or telling anybody: held, and within what may be spent untold. */
export const availableOf = (held: LeasedUnits): number =>
  Math.max(0, Math.min(unspentOf(held), maxSpent(held) - held.spent - held.reserved));

/** Units that may be spent in all, whether the segment that is under way stands or not. */
function maxSpent(held: LeasedUnits): number {
  const { entry, pledge, progress } = held;
  if (!pledge) return entry;
  const { acknowledged, sent, acknowledgedCuts, cuts } = progress;
  const most = maxBy(pledge, toldBy(held, acknowledgedCuts), acknowledged);
  return sent ? Math.min(most, maxBy(pledge, toldBy(held, cuts), sent)) : most;
}

const maxBy = (pledge: Pledge, told: number, { level, lastExact }: Said): number =>
  Math.max(lastExact > pledge.segment ? 0 : pledge.declared, told + windowOf(pledge.limit, level));

/** The spent units that lie in the segments of the first `cuts` cuts. Units spent after n cuts are cut by the next one. */
function toldBy({ spent, epoch, before }: LeasedUnits, cuts: number): number {
  if (cuts > epoch.cuts) return spent;
  return cuts > before.cuts ? epoch.spent : before.spent;
}

/** Units that are told for certain. */
export const reportedOf = (held: LeasedUnits): number => toldBy(held, held.progress.acknowledgedCuts);

/**
 * The last units of a limit, each of which is told at once: who is refused then sees all that was used. Where many instances hold units
 * each of them tells its part of these.
 */
const lastUnits = 64;

/** A call has ended. Notes what is to be told soon. */
export function spendUnits(held: LeasedUnits, units: number): void {
  if (units === 0) return;
  const { progress, pledge, holders, joined } = held;
  if (progress.cuts !== held.epoch.cuts) {
    held.before = held.epoch;
    held.epoch = { cuts: progress.cuts, spent: held.spent };
  }
  held.spent += units;
  if (!pledge) return;
  const told = reportedOf(held);
  const untold = held.spent - told;
  progress.peak = Math.max(progress.peak, (untold * 10_000) / pledge.limit);
  progress.holders = Math.max(progress.holders, holders);
  progress.joined = Math.max(progress.joined, joined);
  if (untold * 2 >= maxSpent(held) - told) progress.isPressed = true;
  if (unitsLeft(held) * holders <= lastUnits) progress.isUrgent = true;
}

/** The part of its pledge that holds whatever becomes of the segment under way. */
export const declaredOf = ({ pledge, progress }: LeasedUnits): number =>
  pledge && progress.acknowledged.lastExact <= pledge.segment ? pledge.declared : 0;

/** The quota has another limit than the counter had when it was last seen: that is moved before anything else is spent. */
export const isMoved = ({ quota, counter }: LeasedUnits): boolean =>
  counter !== undefined && counter.limit !== quota.limit;

/** Whether units may come back soon: of calls under way here, or of other instances until somebody has looked what these hold. */
export const mayComeBack = ({ counter, entry, holders, reserved }: LeasedUnits): boolean =>
  reserved > 0 || (counter !== undefined && counter.usedUpOf !== counter.limit && holders > (entry > 0 ? 1 : 0));

/** Units left of the limit, as far as this instance knows. */
export const unitsLeft = (held: LeasedUnits): number => unspentOf(held) + Math.max(0, held.counter?.free ?? 0);

/** Believes a counter as it was answered, above all the instance's own entry in it. False: that is gone, though it was there. */
export function adopt(held: LeasedUnits, instanceId: string, counter: Counter): boolean {
  const entry = counter.entries[instanceId] ?? 0;
  if (entry === 0 && held.entry > 0) return false;
  if (entry !== held.entry) held.unanswered = 0;
  held.counter = counter;
  const holders = Object.keys(counter.entries).length;
  if (held.entry === 0 && entry > 0) held.joined = holders - held.holders - 1;
  held.holders = holders;
  held.entry = entry;
  held.pledge = counter.pledges[instanceId];
  return true;
}
