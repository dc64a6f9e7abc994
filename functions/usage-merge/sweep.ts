import { mapConcurrent } from '../../shared/concurrency.ts';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import type { UsageSweep } from '../../shared/storage/usage/batches.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { RegisteredInstance, Segments } from '../../shared/storage/usage/segments.ts';
import type { UsageMergeDeps } from './deps.ts';
import { type EndedUsageLog, endedUsageLogs } from './ended-logs.ts';
import { notifyOfUsage } from './notify-of-usage.ts';
import { reclaimEnded, silentMs } from './reclaim-ended.ts';

const hourMs = 3_600_000;
const walkEveryMs = 24 * hourMs;
const pageSize = 100;
const maxAtOnce = 10;

/** The walk to go on with: one that was interrupted, or a new one where the last began a day ago; null: not yet. */
export async function dueSweep({ batches, now }: Pick<UsageMergeDeps, 'batches' | 'now'>): Promise<UsageSweep | null> {
  const last = await batches.walk();
  if (last && !last.finished) return last;
  if (last && now().getTime() - Date.parse(last.startedAt) < walkEveryMs) return null;
  return { startedAt: now().toISOString(), finished: false };
}

/** Seals every chain that was silent for 48 hours: nothing can follow a seal. Answers how many. */
export async function fenceSilent(deps: Pick<UsageMergeDeps, 'segments' | 'now'>): Promise<number> {
  const sealed = await mapConcurrent(maxAtOnce, await deps.segments.instances(), (instance) =>
    fenceIfSilent(deps, { ...instance, silentMs }),
  );
  return sealed.filter(Boolean).length;
}

type Sealing = Pick<RegisteredInstance, 'id' | 'at'> & { readonly silentMs: number };

/** Ends a chain that nothing was written to for so long. How long that is decides what is lost, never what may be served. */
export async function fenceIfSilent(
  { segments, now }: { readonly segments: Pick<Segments, 'head' | 'put'>; readonly now: () => Date },
  sealing: Sealing,
): Promise<boolean> {
  const { id, at } = sealing;
  const head = await segments.head(id);
  const heardAt = head?.segment.at ?? at;
  if (head?.segment.end || now().getTime() - Date.parse(heardAt) < sealing.silentMs) return false;
  const seal = encodeSegment({
    instanceId: id,
    number: (head?.segment.number ?? 0) + 1,
    at: now().toISOString(),
    previousHash: head?.hash ?? '',
    entries: [],
    end: { by: 'seal', gone: [] },
  });
  return (await segments.put(seal)) === 'acknowledged';
}

export type Swept = { readonly settled: number; readonly unusableUnits: number };

/**
 * Goes over every account's counters and settles entries of chains that have ended: those of seals, and those that appeared after
 * their chain was settled. Tells what a merge that died has not told. Where `goOn` says no it stops and is gone on with later.
 */
export async function sweepCounters(deps: UsageMergeDeps, walk: UsageSweep, goOn: () => boolean): Promise<Swept> {
  const endOf = endedUsageLogs(deps.segments);
  const walked = { settled: 0, unusableUnits: 0 };
  for (let state = walk; !state.finished && goOn(); ) {
    const { accounts, cursor } = await deps.accounts.list({ limit: pageSize, cursor: state.cursor });
    const units = await mapConcurrent(maxAtOnce, accounts, ({ id }) => settleCounters(deps, id, endOf));
    for (const unusable of units.flat()) {
      walked.settled += 1;
      walked.unusableUnits += unusable;
    }
    state = { startedAt: walk.startedAt, cursor, finished: cursor === undefined };
    await deps.batches.saveWalk(state);
  }
  return walked;
}

type EndOf = (instanceId: string) => Promise<EndedUsageLog | null>;

/** Of each entry that was settled the units that became unusable by it. */
async function settleCounters(deps: UsageMergeDeps, accountId: string, endOf: EndOf): Promise<number[]> {
  const settled: number[] = [];
  for (const counter of await deps.counterUpkeep.ofAccount(accountId)) {
    await notifyOfUsage(deps, counter);
    for (const instanceId of Object.keys(counter.entries)) {
      const chain = await endOf(instanceId);
      const done = chain && (await reclaimEnded(deps, { counter, instanceId, chain }));
      if (done) settled.push(done.unusable);
    }
    await giveBackCredit(deps, counter);
  }
  return settled;
}

/** Prepaid credit that was kept back is free again after two days: nobody is to pay for what was perhaps not served. */
async function giveBackCredit({ counterUpkeep, now }: UsageMergeDeps, counter: StoredCounter): Promise<void> {
  const { periodStart, unusable, unusableAt } = counter;
  const isDue = unusableAt !== null && now().getTime() - Date.parse(unusableAt) >= silentMs;
  if (periodStart === creditPeriod && unusable > 0 && isDue) await counterUpkeep.giveBack(counter, unusable);
}
