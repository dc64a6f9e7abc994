import { mapConcurrent } from '../../shared/concurrency.ts';
import { consumedOf } from '../../shared/domain/usage/pledge.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { CounterId } from '../../shared/storage/usage/counters.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import { countedKeys, type IsCounted } from './counted-keys.ts';
import type { UsageMergeDeps } from './deps.ts';
import { isEnded, summarizeUsageLog, type UsageLogSummary } from './ended-logs.ts';
import { reclaimEnded } from './reclaim-ended.ts';
import { fenceIfSilent } from './sweep.ts';

/**
 * An instance that has written nothing for this long is idle or dead: one that serves writes every 10 s. The time only decides which
 * instance is disturbed. The units given back were never pledged, so it cannot have spent them.
 */
const idleMs = 20_000;
const maxAtOnce = 10;

type ReclaimDeps = Pick<UsageMergeDeps, 'apiKeys' | 'segments' | 'count' | 'log' | 'now'> & {
  readonly counterUpkeep: Pick<UsageMergeDeps['counterUpkeep'], 'find' | 'reclaimSilent'>;
};

/** `freed`: units that are free again. `held`: units of instances that wrote a moment ago, which may be had later. */
type Reclaimed = { readonly freed: number; readonly held: number };

/**
 * Reclaims units of idle and dead instances. It fences their usage logs, so they find out before they report anything more. All units of
 * the counter that they had not pledged are free again. It leaves instances alone that have nothing to give back.
 */
export async function reclaim(deps: ReclaimDeps, id: CounterId): Promise<Reclaimed> {
  const counter = await deps.counterUpkeep.find(id);
  const holders = Object.keys(counter?.entries ?? {});
  if (!counter || holders.length === 0) return { freed: 0, held: 0 };
  const isCounted = await countedKeys(deps, counter);
  const registered = new Map((await deps.segments.instances()).map((each) => [each.id, each.at]));
  const all = await mapConcurrent(maxAtOnce, holders, (instanceId) =>
    reclaimOf(deps, { counter, isCounted, instanceId, registeredAt: registered.get(instanceId) }),
  );
  return {
    freed: all.reduce((sum, { freed }) => sum + freed, 0),
    held: all.reduce((sum, { held }) => sum + held, 0),
  };
}

type Holder = {
  readonly counter: StoredCounter;
  readonly isCounted: IsCounted;
  readonly instanceId: string;
  readonly registeredAt: string | undefined;
};

async function reclaimOf(deps: ReclaimDeps, holder: Holder): Promise<Reclaimed> {
  const { counter, isCounted, instanceId, registeredAt } = holder;
  const summary = await summarizeUsageLog(deps.segments, instanceId);
  const held = reclaimable(holder, summary);
  if (!isEnded(summary)) {
    const fencing = { id: instanceId, at: registeredAt ?? deps.now().toISOString(), silentMs: idleMs };
    if (held === 0 || !(await fenceIfSilent(deps, fencing))) return { freed: 0, held };
  }
  const usageLog = isEnded(summary) ? summary : await summarizeUsageLog(deps.segments, instanceId);
  const reclaimed = isEnded(usageLog) ? await reclaimEnded(deps, { counter, isCounted, instanceId, usageLog }) : null;
  return reclaimed ? { freed: reclaimed.freed, held: 0 } : { freed: 0, held };
}

/** Units of its entry that an instance could no longer spend if its usage log were fenced now. */
function reclaimable({ counter, isCounted, instanceId }: Holder, summary: UsageLogSummary): number {
  const entry = entryIn(counter, instanceId);
  return entry ? entry.taken - consumedOf(entry, summary.of(counter, isCounted)) : 0;
}
