import { mapConcurrent } from '../../shared/concurrency.ts';
import { consumedOf } from '../../shared/domain/usage/pledge.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { CounterId } from '../../shared/storage/usage/counters.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import type { UsageMergeDeps } from './deps.ts';
import { isEnded, summarizeUsageLog, type UsageLogSummary } from './ended-logs.ts';
import { reclaimEnded } from './reclaim-ended.ts';
import { fenceIfSilent } from './sweep.ts';

/**
 * An instance that has written nothing for so long is idle or dead: one that serves writes every 10 s. That only decides whom it disturbs; what
 * is given back was never pledged, so it cannot have been spent, whatever that instance does.
 */
const idleMs = 20_000;
const maxAtOnce = 10;

type ReclaimDeps = Pick<UsageMergeDeps, 'segments' | 'count' | 'log' | 'now'> & {
  readonly counterUpkeep: Pick<UsageMergeDeps['counterUpkeep'], 'find' | 'settleSilent'>;
};

/** `freed`: units that are free again. `held`: units that lie in instances which wrote a moment ago, and may be had later. */
type Reclaimed = { readonly freed: number; readonly held: number };

/**
 * Gives back what lies in instances that stand idle or are dead: their chains are fenced, so they find out before they tell anything more.
 * All units of the counter that they had not pledged to spend are free again. Leaves alone who has nothing to give back.
 */
export async function reclaim(deps: ReclaimDeps, id: CounterId): Promise<Reclaimed> {
  const counter = await deps.counterUpkeep.find(id);
  const holders = Object.keys(counter?.entries ?? {});
  if (!counter || holders.length === 0) return { freed: 0, held: 0 };
  const registered = new Map((await deps.segments.instances()).map((each) => [each.id, each.at]));
  const all = await mapConcurrent(maxAtOnce, holders, (instanceId) =>
    reclaimOf(deps, { counter, instanceId, registeredAt: registered.get(instanceId) }),
  );
  return {
    freed: all.reduce((sum, { freed }) => sum + freed, 0),
    held: all.reduce((sum, { held }) => sum + held, 0),
  };
}

type Holder = {
  readonly counter: StoredCounter;
  readonly instanceId: string;
  readonly registeredAt: string | undefined;
};

async function reclaimOf(deps: ReclaimDeps, { counter, instanceId, registeredAt }: Holder): Promise<Reclaimed> {
  const told = await summarizeUsageLog(deps.segments, instanceId);
  const held = couldBeHad(counter, instanceId, told);
  if (!isEnded(told)) {
    const sealing = { id: instanceId, at: registeredAt ?? deps.now().toISOString(), silentMs: idleMs };
    if (held === 0 || !(await fenceIfSilent(deps, sealing))) return { freed: 0, held };
  }
  const chain = isEnded(told) ? told : await summarizeUsageLog(deps.segments, instanceId);
  const settled = isEnded(chain) ? await reclaimEnded(deps, { counter, instanceId, chain }) : null;
  return settled ? { freed: settled.freed, held: 0 } : { freed: 0, held };
}

/** Units of its entry that an instance could not spend any more if its chain were fenced as it stands. */
function couldBeHad(counter: StoredCounter, instanceId: string, told: UsageLogSummary): number {
  const entry = entryIn(counter, instanceId);
  return entry ? entry.taken - consumedOf(entry, told.of(counter)) : 0;
}
