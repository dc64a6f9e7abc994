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

/** Units reserved for one call. `commit` charges the call once, with its real cost (0: nothing). */
export type Reserved = {
  readonly units: number;
  /** Units left of the limit besides these, as far as this instance knows. */
  readonly left: number;
  /** The same of the app's share, if there is one. */
  readonly leftOfShare?: number;
  commit(units: number): void;
};

/** The leased units of one instance, by counter. */
export interface QuotaLeases {
  /** Reserves leased units without any I/O: `most`, or fewer if `least` are there. Null: they are not. */
  reserve(quota: Quota, most: number, least: number): Reserved | null;
  /**
   * Takes another lease so that `units` can be reserved. A counter has one take in flight; later callers wait for it.
   * @throws StorageUnavailable
   */
  take(quota: Quota, units: number): Promise<TakeOutcome>;
  /** Whether `take` would take units. False if enough are held, or the counter said lately that nothing is free. */
  mayTake(quota: Quota, units: number): boolean;
  /** The level of the report that makes `units` of the leased ones available. Null: a report is of no use, or a take is the better way. */
  levelFor(quota: Quota, units: number): number | null;
  /** Whether `units` can be reserved now. */
  has(quota: Quota, units: number): boolean;
  /** Whether the counter said lately that nothing is free. */
  isUsedUp(quota: Quota): boolean;
  /** Whether used-up units may come back before the period ends, as far as is known. */
  mayComeBack(quota: Quota): boolean;
  /**
   * Takes ahead for counters with few leased units.
   * @throws StorageUnavailable
   */
  takeAhead(): Promise<void>;
  /** The units that cannot be given back, of every counter with an entry or a take that may still land. */
  consumed(): Consumed[];
}

type LeasedQuota = LeasedUnits & { taking?: Promise<TakeOutcome> | undefined };

const exhaustedMs = 10_000;
/** A lease that lasted longer is not replaced ahead of need: one round trip in ten minutes costs less than idle units. */
const aheadMs = 600_000;
/** Few units are left once only this part of the last lease remains. */
const lowPart = 4;

/** The leased units of one instance, by counter (rules 3 to 6 of docs/admission-protocol.md). */
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
      if (!canReserve(leased, Math.max(1, least))) return null;
      const reserved = reserve(leased, Math.min(most, availableOf(leased)));
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
    has: (quota, units) => canReserve(leasedFor(quota), units),
    isUsedUp: (quota) => isExhausted(leasedFor(quota)),
    mayComeBack: (quota) => mayComeBack(leasedFor(quota)),
    async takeAhead() {
      const isDue = (leased: LeasedQuota) =>
        !leased.taking && !isExhausted(leased) && deps.now() - (leased.last?.at ?? 0) < aheadMs;
      const due = [...low].filter(isDue);
      low.clear();
      await Promise.all(due.map((leased) => takeAlone(deps, leased)));
    },
    consumed: () => consumedOf([...allLeased.values()]),
  };
}

const canReserve = (leased: LeasedQuota, units: number): boolean => !isMoved(leased) && availableOf(leased) >= units;

const consumedOf = (all: readonly LeasedQuota[]): Consumed[] =>
  all
    .filter(({ entry, unanswered }) => entry > 0 || unanswered > 0)
    .map(({ quota: { accountId, periodStart }, spent, reserved }) => ({
      accountId,
      periodStart,
      units: spent + reserved,
    }));

/** Leased units by account and period. */
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
  let isCommitted = false;
  return {
    units,
    left: unitsLeft(leased),
    commit(cost) {
      if (isCommitted) return;
      isCommitted = true;
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
