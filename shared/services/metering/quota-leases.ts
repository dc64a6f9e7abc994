import { levelFor } from '../../domain/usage/pledge.ts';
import type { Consumed } from '../../domain/usage/segment.ts';
import {
  availableOf,
  isMoved,
  type LeasedUnits,
  mayComeBack,
  noUnits,
  type Quota,
  spendUnits,
  unitsLeft,
  unspentOf,
} from './leased-units.ts';
import type { LogProgress } from './progress.ts';
import { type TakeDeps, type TakeOutcome, takeLease } from './take-lease.ts';

/** Units reserved for one call: settled once, with what it really cost (0: nothing). */
export type Reserved = {
  readonly units: number;
  /** Left of the limit besides these, as far as this instance knows. */
  readonly left: number;
  settle(units: number): void;
};

export interface QuotaLeases {
  /** Reserves out of what is held, without any I/O: `most` units, or fewer if `least` are there. Null: they are not. */
  reserve(quota: Quota, most: number, least: number): Reserved | null;
  /**
   * Takes another block so that `units` can be reserved. One take in flight a counter: whoever comes meanwhile waits for that one.
   * Throws StorageUnavailable.
   */
  take(quota: Quota, units: number): Promise<TakeOutcome>;
  /** Whether `take` would take units: not where so many are held, nor where the counter has said lately that nothing is free. */
  mayTake(quota: Quota, units: number): boolean;
  /**
   * The level at which the chain has to tell what was spent, so that `units` of those held can be reserved; null: telling is of no use, or
   * the counter is the better place to say so.
   */
  levelFor(quota: Quota, units: number): number | null;
  /** Whether units of which none can be had now may come back before the period ends, as far as is known. */
  mayComeBack(quota: Quota): boolean;
  /** Takes ahead for the counters of which little is held. Throws StorageUnavailable. */
  takeAhead(): Promise<void>;
  /** Of every counter with an entry, or with a take that may land yet: what cannot be given back. */
  gone(): Consumed[];
}

type LeasedQuota = LeasedUnits & { taking?: Promise<TakeOutcome> | undefined };

const exhaustedMs = 10_000;
/** A block that lasted longer is not replaced ahead of need: a round trip in ten minutes is less than units that idle. */
const aheadMs = 600_000;
/** Little is held once so many parts of the last block are gone. */
const lowPart = 4;

/** The units that one instance holds, by counter (rules 3 to 6 of docs/admission-protocol.md). */
export function createQuotaLeases(deps: TakeDeps & { readonly progress: LogProgress }): QuotaLeases {
  const { allLeased, leasedFor } = leasedByCounter(deps.progress);
  const low = new Set<LeasedQuota>();
  const isExhausted = (leased: LeasedQuota): boolean => {
    const { exhausted, quota } = leased;
    return exhausted?.account === quota.account && deps.now() < exhausted.until && !isMoved(leased);
  };
  return {
    reserve(quota, most, least) {
      const leased = leasedFor(quota);
      const available = availableOf(leased);
      if (isMoved(leased) || available < least || available === 0) return null;
      const reserved = reserve(leased, Math.min(most, available));
      if (unspentOf(leased) * lowPart <= (leased.last?.units ?? 0)) low.add(leased);
      return reserved;
    },
    async take(quota, units) {
      const leased = leasedFor(quota);
      if (isExhausted(leased)) return 'exhausted';
      leased.wanted += units;
      return takeAlone(deps, leased);
    },
    mayTake(quota, units) {
      const leased = leasedFor(quota);
      return !isExhausted(leased) && unspentOf(leased) < units;
    },
    levelFor(quota, units) {
      const leased = leasedFor(quota);
      if (!leased.pledge || isMoved(leased) || unspentOf(leased) < units) return null;
      const level = levelFor(leased.pledge.limit, leased.reserved + units);
      return level !== null && level <= deps.progress.acknowledged.level + 1 ? level : null;
    },
    mayComeBack: (quota) => mayComeBack(leasedFor(quota)),
    async takeAhead() {
      const isDue = (leased: LeasedQuota) =>
        !leased.taking && !isExhausted(leased) && deps.now() - (leased.last?.at ?? 0) < aheadMs;
      const due = [...low].filter(isDue);
      low.clear();
      await Promise.all(due.map((leased) => takeAlone(deps, leased)));
    },
    gone: () =>
      [...allLeased.values()]
        .filter(({ entry, unanswered }) => entry > 0 || unanswered > 0)
        .map(({ quota: { accountId, periodStart }, spent, reserved }) => ({
          accountId,
          periodStart,
          units: spent + reserved,
        })),
  };
}

/** The units held of each counter, by account and period; nothing of one that was not asked for yet. */
function leasedByCounter(progress: LogProgress) {
  const allLeased = new Map<string, LeasedQuota>();
  const leasedFor = (quota: Quota): LeasedQuota => {
    const name = `${quota.accountId} ${quota.periodStart}`;
    const known = allLeased.get(name);
    if (known && quota.version >= known.quota.version) known.quota = quota;
    const leased: LeasedQuota = known ?? noUnits(quota, progress);
    if (!known) allLeased.set(name, leased);
    return leased;
  };
  return { allLeased, leasedFor };
}

function reserve(leased: LeasedQuota, units: number): Reserved {
  leased.reserved += units;
  let isSettled = false;
  return {
    units,
    left: unitsLeft(leased),
    settle(cost) {
      if (isSettled) return;
      isSettled = true;
      leased.reserved -= units;
      spendUnits(leased, Math.min(units, Math.max(0, cost)));
    },
  };
}

function takeAlone(deps: TakeDeps, leased: LeasedQuota): Promise<TakeOutcome> {
  leased.taking ??= takeOnce(deps, leased).finally(() => {
    leased.taking = undefined;
    leased.wanted = 0;
  });
  return leased.taking;
}

async function takeOnce(deps: TakeDeps, leased: LeasedQuota): Promise<TakeOutcome> {
  const { account } = leased.quota;
  const outcome = await takeLease(deps, leased);
  if (outcome === 'exhausted') {
    leased.exhausted = { until: deps.now() + exhaustedMs, account };
    leased.progress.isUrgent = true;
  }
  return outcome;
}
