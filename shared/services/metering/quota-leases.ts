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
  /** Left of the limit besides these, as far as this environment knows. */
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

/** The units that one environment holds, by counter (rules 3 to 6 of docs/admission-protocol.md). */
export function createQuotaLeases(deps: TakeDeps & { readonly progress: LogProgress }): QuotaLeases {
  const { shelves, shelfOf } = shelvesOf(deps.progress);
  const low = new Set<LeasedQuota>();
  const isExhausted = (shelf: LeasedQuota): boolean => {
    const { exhausted, quota } = shelf;
    return exhausted?.account === quota.account && deps.now() < exhausted.until && !isMoved(shelf);
  };
  return {
    reserve(quota, most, least) {
      const shelf = shelfOf(quota);
      const available = availableOf(shelf);
      if (isMoved(shelf) || available < least || available === 0) return null;
      const reserved = reserve(shelf, Math.min(most, available));
      if (unspentOf(shelf) * lowPart <= (shelf.last?.units ?? 0)) low.add(shelf);
      return reserved;
    },
    async take(quota, units) {
      const shelf = shelfOf(quota);
      if (isExhausted(shelf)) return 'exhausted';
      shelf.wanted += units;
      return takeAlone(deps, shelf);
    },
    mayTake(quota, units) {
      const shelf = shelfOf(quota);
      return !isExhausted(shelf) && unspentOf(shelf) < units;
    },
    levelFor(quota, units) {
      const shelf = shelfOf(quota);
      if (!shelf.pledge || isMoved(shelf) || unspentOf(shelf) < units) return null;
      const level = levelFor(shelf.pledge.limit, shelf.reserved + units);
      return level !== null && level <= deps.progress.acknowledged.level + 1 ? level : null;
    },
    mayComeBack: (quota) => mayComeBack(shelfOf(quota)),
    async takeAhead() {
      const isDue = (shelf: LeasedQuota) =>
        !shelf.taking && !isExhausted(shelf) && deps.now() - (shelf.last?.at ?? 0) < aheadMs;
      const due = [...low].filter(isDue);
      low.clear();
      await Promise.all(due.map((shelf) => takeAlone(deps, shelf)));
    },
    gone: () =>
      [...shelves.values()]
        .filter(({ entry, unanswered }) => entry > 0 || unanswered > 0)
        .map(({ quota: { accountId, periodStart }, spent, reserved }) => ({
          accountId,
          periodStart,
          units: spent + reserved,
        })),
  };
}

/** The units held of each counter, by account and period; nothing of one that was not asked for yet. */
function shelvesOf(progress: LogProgress) {
  const shelves = new Map<string, LeasedQuota>();
  const shelfOf = (quota: Quota): LeasedQuota => {
    const name = `${quota.accountId} ${quota.periodStart}`;
    const known = shelves.get(name);
    if (known && quota.version >= known.quota.version) known.quota = quota;
    const shelf: LeasedQuota = known ?? noUnits(quota, progress);
    if (!known) shelves.set(name, shelf);
    return shelf;
  };
  return { shelves, shelfOf };
}

function reserve(shelf: LeasedQuota, units: number): Reserved {
  shelf.reserved += units;
  let isSettled = false;
  return {
    units,
    left: unitsLeft(shelf),
    settle(cost) {
      if (isSettled) return;
      isSettled = true;
      shelf.reserved -= units;
      spendUnits(shelf, Math.min(units, Math.max(0, cost)));
    },
  };
}

function takeAlone(deps: TakeDeps, shelf: LeasedQuota): Promise<TakeOutcome> {
  shelf.taking ??= takeOnce(deps, shelf).finally(() => {
    shelf.taking = undefined;
    shelf.wanted = 0;
  });
  return shelf.taking;
}

async function takeOnce(deps: TakeDeps, shelf: LeasedQuota): Promise<TakeOutcome> {
  const { account } = shelf.quota;
  const outcome = await takeLease(deps, shelf);
  if (outcome === 'exhausted') {
    shelf.exhausted = { until: deps.now() + exhaustedMs, account };
    shelf.progress.isUrgent = true;
  }
  return outcome;
}
