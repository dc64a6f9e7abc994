import { mapConcurrent } from '../../shared/concurrency.ts';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import type { UsageSweep } from '../../shared/storage/usage/batches.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { RegisteredInstance, Segments } from '../../shared/storage/usage/segments.ts';
import { countedKeys } from './counted-keys.ts';
import type { UsageMergeDeps } from './deps.ts';
import { type EndedUsageLog, endedUsageLogs } from './ended-logs.ts';
import { notifyOfUsage } from './notify-of-usage.ts';
import { reclaimEnded, silentMs } from './reclaim-ended.ts';

const hourMs = 3_600_000;
const sweepEveryMs = 24 * hourMs;
const pageSize = 100;
const maxAtOnce = 10;

/** The sweep to continue: an interrupted one, or a new one if the last began a day ago; null: none is due. */
export async function dueSweep({ batches, now }: Pick<UsageMergeDeps, 'batches' | 'now'>): Promise<UsageSweep | null> {
  const last = await batches.sweep();
  if (last && !last.finished) return last;
  if (last && now().getTime() - Date.parse(last.startedAt) < sweepEveryMs) return null;
  return { startedAt: now().toISOString(), finished: false };
}

/**
 * Fences every usage log that was silent for 48 hours: nothing can follow a fence.
 * @returns how many
 */
export async function fenceSilent(deps: Pick<UsageMergeDeps, 'segments' | 'now'>): Promise<number> {
  const fenced = await mapConcurrent(maxAtOnce, await deps.segments.instances(), (instance) =>
    fenceIfSilent(deps, { ...instance, silentMs }),
  );
  return fenced.filter(Boolean).length;
}

type Fencing = Pick<RegisteredInstance, 'id' | 'at'> & { readonly silentMs: number };

/** Ends a usage log that nothing was written to for `silentMs`. That time decides how much is lost, never how much may be served. */
export async function fenceIfSilent(
  { segments, now }: { readonly segments: Pick<Segments, 'head' | 'put'>; readonly now: () => Date },
  fencing: Fencing,
): Promise<boolean> {
  const { id, at } = fencing;
  const head = await segments.head(id);
  const heardAt = head?.segment.at ?? at;
  if (head?.segment.end || now().getTime() - Date.parse(heardAt) < fencing.silentMs) return false;
  const fence = encodeSegment({
    instanceId: id,
    number: (head?.segment.number ?? 0) + 1,
    at: now().toISOString(),
    previousHash: head?.hash ?? '',
    entries: [],
    end: { by: 'fence', consumed: [] },
  });
  return (await segments.put(fence)) === 'acknowledged';
}

/** The result of a sweep: removed entries, and the units that became unusable by that. */
export type Swept = { readonly settled: number; readonly unusableUnits: number };

/**
 * Reclaims the entries of ended logs from every account's counters: those of fences, and those that appeared after their log was reclaimed.
 * It also sends notices that a dead run did not send. It stops if `goOn` says no, and a later run continues.
 */
export async function sweepCounters(deps: UsageMergeDeps, sweep: UsageSweep, goOn: () => boolean): Promise<Swept> {
  const endOf = endedUsageLogs(deps.segments);
  const swept = { settled: 0, unusableUnits: 0 };
  for (let state = sweep; !state.finished && goOn(); ) {
    const { accounts, cursor } = await deps.accounts.list({ limit: pageSize, cursor: state.cursor });
    const units = await mapConcurrent(maxAtOnce, accounts, ({ id }) => reclaimCounters(deps, id, endOf));
    for (const unusable of units.flat()) {
      swept.settled += 1;
      swept.unusableUnits += unusable;
    }
    state = { startedAt: sweep.startedAt, cursor, finished: cursor === undefined };
    await deps.batches.saveSweep(state);
  }
  return swept;
}

type EndOf = (instanceId: string) => Promise<EndedUsageLog | null>;

/** For each removed entry, the units that became unusable. */
async function reclaimCounters(deps: UsageMergeDeps, accountId: string, endOf: EndOf): Promise<number[]> {
  const unusable: number[] = [];
  for (const counter of await deps.counterUpkeep.ofAccount(accountId)) {
    await notifyOfUsage(deps, counter);
    const isCounted = await countedKeys(deps, counter);
    for (const instanceId of Object.keys(counter.entries)) {
      const usageLog = await endOf(instanceId);
      const done = usageLog && (await reclaimEnded(deps, { counter, isCounted, instanceId, usageLog }));
      if (done) unusable.push(done.unusable);
    }
    await freeUnusableCredit(deps, counter);
  }
  return unusable;
}

/** Unusable prepaid credit is free again after two days: nobody pays for units that were perhaps not served. */
async function freeUnusableCredit({ counterUpkeep, now }: UsageMergeDeps, counter: StoredCounter): Promise<void> {
  const { unusable, unusableAt } = counter;
  const { periodStart } = countedPartOf(counter.periodStart);
  const isDue = unusableAt !== null && now().getTime() - Date.parse(unusableAt) >= silentMs;
  if (periodStart === creditPeriod && unusable > 0 && isDue) await counterUpkeep.freeUnusable(counter, unusable);
}
