import { type Pledge, windowOf } from '../../domain/usage/pledge.ts';
import type { Counter, CounterId } from '../../storage/usage/counters.ts';
import type { LogPledge, LogProgress } from './progress.ts';

/** The right of an account to take units of one counter, up to a limit, by its grants as they are known. */
export type Quota = CounterId & {
  readonly limit: number;
  /** Grows with each change of what the limit comes from: the version of the grants, for an app's share with the version of its limits. */
  readonly version: number;
  /** The version of the grants, if that is another number. */
  readonly grantsVersion?: number;
  /** The units that leases are measured by (see `nextLease`). */
  readonly measure?: number;
  /** One object for each read of the account. A finding under one read is not believed under the next. */
  readonly account: object;
};

/** The units of one counter that an instance holds. Times are epoch milliseconds. */
export type LeasedUnits = {
  quota: Quota;
  /** The counter as last seen; undefined if it was not seen yet, or has to be read again. */
  counter: Pick<Counter, 'limit' | 'free' | 'settled' | 'version' | 'opened' | 'usedUpOf'> | undefined;
  /** Units that this instance ever took. */
  entry: number;
  /** How many instances have an entry on the counter, as last seen. */
  holders: number;
  /** How many other instances took their first units while this one did. */
  joined: number;
  /** The pledge of its entry; undefined: none. */
  pledge: Pledge | undefined;
  /** How far the usage log has reported the spent units. */
  readonly progress: LogProgress;
  /** Units of calls that have ended. */
  spent: number;
  /** Units of calls under way. */
  reserved: number;
  /** The number of cuts when units were last spent, and the units spent before that time began. */
  epoch: { readonly cuts: number; readonly spent: number };
  /** The same of the time before `epoch`. */
  before: { readonly cuts: number; readonly spent: number };
  /** Takes under this entry that were sent and not answered. One of them may still land. */
  unanswered: number;
  /** How many entries had been removed when the first take was sent. */
  settledAtFirst: number | undefined;
  /** Units that calls are waiting for. */
  wanted: number;
  last: { readonly units: number; readonly at: number } | undefined;
  /** Nothing was free. The counter is not asked again before `until`, unless the account is read anew. */
  exhausted: { readonly until: number; readonly account: object } | undefined;
};

/** The state before the first take. */
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

/** Units that the instance holds and a lowered limit has not taken back. */
export const unspentOf = ({ entry, spent, reserved, counter }: LeasedUnits): number =>
  Math.max(0, entry - spent - reserved + Math.min(0, counter?.free ?? 0));

/** Units that can be reserved without I/O: held, and within the pledge. */
export const availableOf = (leased: LeasedUnits): number =>
  Math.max(0, Math.min(unspentOf(leased), maxSpent(leased) - leased.spent - leased.reserved));

/** Units that may be spent in all, whether or not the segment under way was stored. */
function maxSpent(leased: LeasedUnits): number {
  const { entry, pledge, progress } = leased;
  if (!pledge) return entry;
  const { acknowledged, sent, acknowledgedCuts, cuts } = progress;
  const most = maxBy(pledge, reportedBy(leased, acknowledgedCuts), acknowledged);
  return sent ? Math.min(most, maxBy(pledge, reportedBy(leased, cuts), sent)) : most;
}

const maxBy = (pledge: Pledge, reported: number, { level, lastExact }: LogPledge): number =>
  Math.max(lastExact > pledge.segment ? 0 : pledge.declared, reported + windowOf(pledge.limit, level));

/** The spent units that lie in the segments of the first `cuts` cuts. Units spent after n cuts are cut by the next one. */
function reportedBy({ spent, epoch, before }: LeasedUnits, cuts: number): number {
  if (cuts > epoch.cuts) return spent;
  return cuts > before.cuts ? epoch.spent : before.spent;
}

/** Units that an acknowledged segment reports. */
export const reportedOf = (leased: LeasedUnits): number => reportedBy(leased, leased.progress.acknowledgedCuts);

/**
 * The last units of a limit, each reported immediately, so that a refused caller sees all used units. Instances that hold units share them.
 */
const lastUnits = 64;

/** Ends a call. Notes if a report is due soon. */
export function spendUnits(leased: LeasedUnits, units: number): void {
  if (units === 0) return;
  const { progress, pledge, holders, joined } = leased;
  if (progress.cuts !== leased.epoch.cuts) {
    leased.before = leased.epoch;
    leased.epoch = { cuts: progress.cuts, spent: leased.spent };
  }
  leased.spent += units;
  if (!pledge) return;
  const reported = reportedOf(leased);
  const unreported = leased.spent - reported;
  progress.peak = Math.max(progress.peak, (unreported * 10_000) / pledge.limit);
  progress.holders = Math.max(progress.holders, holders);
  progress.joined = Math.max(progress.joined, joined);
  if (unreported * 2 >= maxSpent(leased) - reported) progress.isPressed = true;
  if (unitsLeft(leased) * holders <= lastUnits) progress.isUrgent = true;
}

/** The declared part of the pledge, if it holds whatever becomes of the segment under way. */
export const declaredOf = ({ pledge, progress }: LeasedUnits): number =>
  pledge && progress.acknowledged.lastExact <= pledge.segment ? pledge.declared : 0;

/** Whether the quota's limit differs from the counter's. Then the counter's limit is moved before anything else is spent. */
export const isMoved = ({ quota, counter }: LeasedUnits): boolean =>
  counter !== undefined && counter.limit !== quota.limit;

/** Whether units may come back soon: from calls under way here, or from other instances that no check has ruled out yet. */
export const mayComeBack = ({ counter, entry, holders, reserved }: LeasedUnits): boolean =>
  reserved > 0 || (counter !== undefined && counter.usedUpOf !== counter.limit && holders > (entry > 0 ? 1 : 0));

/** Units left of the limit, as far as this instance knows. */
export const unitsLeft = (leased: LeasedUnits): number => unspentOf(leased) + Math.max(0, leased.counter?.free ?? 0);

/** Believes a counter as it was answered, above all the instance's own entry. False: the entry is missing, though it was there. */
export function adopt(leased: LeasedUnits, instanceId: string, counter: Counter): boolean {
  const entry = counter.entries[instanceId] ?? 0;
  if (entry === 0 && leased.entry > 0) return false;
  if (entry !== leased.entry) leased.unanswered = 0;
  leased.counter = counter;
  const holders = Object.keys(counter.entries).length;
  if (leased.entry === 0 && entry > 0) leased.joined = holders - leased.holders - 1;
  leased.holders = holders;
  leased.entry = entry;
  leased.pledge = counter.pledges[instanceId];
  return true;
}
