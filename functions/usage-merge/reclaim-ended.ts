import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { consumedOf, windowOf } from '../../shared/domain/usage/pledge.ts';
import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { CounterUpkeep, StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import type { IsCounted } from './counted-keys.ts';
import type { EndedUsageLog } from './ended-logs.ts';

/** Twice the age of the last acknowledged segment at which an instance stops admitting. */
export const silentMs = 48 * 3_600_000;

type ReclaimEndedDeps = {
  readonly counterUpkeep: Pick<CounterUpkeep, 'reclaimSilent'>;
  readonly count: Count;
  readonly log: Log;
  readonly now: () => Date;
};

type EndedEntry = {
  readonly counter: StoredCounter;
  readonly isCounted: IsCounted;
  readonly instanceId: string;
  readonly usageLog: EndedUsageLog;
};
type ReclaimedEntry = { readonly freed: number; readonly unusable: number };

/**
 * Removes the entry of an instance whose usage log has ended, and frees all units that it cannot have spent. Units that it may have spent
 * and never reported stay unusable. Unreported prepaid credit comes back after two days of silence, since nobody pays for units that were
 * perhaps not served. Null: another run did it, or a late take changed the entry, which the next run handles. It counts new unusable units
 * before the write, so that a crash in between counts them twice rather than never.
 */
export async function reclaimEnded(
  deps: ReclaimEndedDeps,
  { counter, isCounted, instanceId, usageLog }: EndedEntry,
): Promise<ReclaimedEntry | null> {
  const { accountId } = counter;
  const { periodStart, appId } = countedPartOf(counter.periodStart);
  const entry = entryIn(counter, instanceId);
  if (!entry) return null;
  const report = usageLog.of(counter, isCounted);
  const isFreed = periodStart === creditPeriod && usageLog.silentMs >= silentMs && report.consumed === undefined;
  // Units from before the app had a share are reported too; they are of no entry.
  const consumed = isFreed ? Math.min(entry.taken, report.reported) : consumedOf(entry, report);
  const unusable = usageLog.endedBy === 'fence' ? Math.max(0, consumed - report.reported) : 0;
  // An idle instance leaves only the few units that it might have spent: nothing to investigate. A share's lie in its quota too.
  if (appId === null && unusable > windowOf(counter.limit, 0)) {
    deps.count('UnusableUnits', unusable);
    deps.log.warn('units become unusable', { account: accountId, periodStart, environment: instanceId, unusable });
  }
  const { opened } = counter;
  const reclaim = { instanceId, entry: entry.taken, pledged: entry.pledge, opened, consumed, unusable };
  const isReclaimed = await deps.counterUpkeep.reclaimSilent(counter, { ...reclaim, at: deps.now().toISOString() });
  return isReclaimed ? { freed: entry.taken - consumed, unusable } : null;
}
