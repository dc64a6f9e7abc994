import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import type { UsageWalk } from '../../shared/storage/batches.ts';
import type { KeptCounter } from '../../shared/storage/counter-upkeep.ts';
import type { RegisteredEnvironment, Segments } from '../../shared/storage/segments.ts';
import { atOnce } from '../at-once.ts';
import type { UsageMergeDeps } from './deps.ts';
import { type EndedChain, endedChains } from './ended.ts';
import { settle } from './merge.ts';
import { tellUsage } from './tell.ts';

const hourMs = 3_600_000;
/** An environment admits nothing once its last acknowledged segment is a day old; this is twice as long. */
const silentMs = 48 * hourMs;
const walkEveryMs = 24 * hourMs;
const pageSize = 100;
const mostAtOnce = 10;

/** The walk to go on with: one that was interrupted, or a new one where the last began a day ago; null: not yet. */
export async function dueWalk({ batches, now }: Pick<UsageMergeDeps, 'batches' | 'now'>): Promise<UsageWalk | null> {
  const last = await batches.walk();
  if (last && !last.finished) return last;
  if (last && now().getTime() - Date.parse(last.startedAt) < walkEveryMs) return null;
  return { startedAt: now().toISOString(), finished: false };
}

/** Seals every chain that was silent for 48 hours: nothing can follow a seal. Answers how many. */
export async function sealSilent(deps: Pick<UsageMergeDeps, 'segments' | 'now'>): Promise<number> {
  const sealed = await atOnce(mostAtOnce, await deps.segments.environments(), (environment) =>
    sealIfSilent(deps, environment),
  );
  return sealed.filter(Boolean).length;
}

async function sealIfSilent(
  { segments, now }: { readonly segments: Segments; readonly now: () => Date },
  { id, at }: RegisteredEnvironment,
): Promise<boolean> {
  const head = await segments.head(id);
  const heardAt = head?.segment.at ?? at;
  if (head?.segment.end || now().getTime() - Date.parse(heardAt) < silentMs) return false;
  const seal = encodeSegment({
    environmentId: id,
    number: (head?.segment.number ?? 0) + 1,
    at: now().toISOString(),
    previousHash: head?.hash ?? '',
    entries: [],
    end: { by: 'seal', gone: [] },
  });
  return (await segments.put(seal)) === 'acknowledged';
}

export type Walked = { readonly settled: number; readonly unusableUnits: number };

/**
 * Goes over every account's counters and settles entries of chains that have ended: those of seals, and those that appeared after
 * their chain was settled. Tells what a merge that died has not told. Where `goOn` says no it stops and is gone on with later.
 */
export async function walkCounters(deps: UsageMergeDeps, walk: UsageWalk, goOn: () => boolean): Promise<Walked> {
  const endOf = endedChains(deps.segments);
  const walked = { settled: 0, unusableUnits: 0 };
  for (let state = walk; !state.finished && goOn(); ) {
    const { accounts, cursor } = await deps.accounts.list({ limit: pageSize, cursor: state.cursor });
    const units = await atOnce(mostAtOnce, accounts, ({ id }) => settleEnded(deps, id, endOf));
    for (const unusable of units.flat()) {
      walked.settled += 1;
      walked.unusableUnits += unusable;
    }
    state = { startedAt: walk.startedAt, cursor, finished: cursor === undefined };
    await deps.batches.saveWalk(state);
  }
  return walked;
}

type EndOf = (environmentId: string) => Promise<EndedChain | null>;

/** Of each entry that was settled the units that became unusable by it. */
async function settleEnded(deps: UsageMergeDeps, accountId: string, endOf: EndOf): Promise<number[]> {
  const settled: number[] = [];
  for (const counter of await deps.counterUpkeep.ofAccount(accountId)) {
    await tellUsage(deps, counter);
    for (const environmentId of Object.keys(counter.entries)) {
      const chain = await endOf(environmentId);
      const unusable = chain && (await settleEntry(deps, { counter, environmentId, chain }));
      if (unusable !== null) settled.push(unusable);
    }
  }
  return settled;
}

type Entry = { readonly counter: KeptCounter; readonly environmentId: string; readonly chain: EndedChain };

/**
 * Null where another merger did it, or a late take has changed the entry: the next walk settles that. What becomes unusable is counted
 * before: one that dies in between had better be heard of twice than never.
 */
async function settleEntry(deps: UsageMergeDeps, { counter, environmentId, chain }: Entry): Promise<number | null> {
  const { accountId, periodStart } = counter;
  const id = { accountId, periodStart };
  if (chain.by === 'environment')
    return (await settle(deps, environmentId, { ...id, units: chain.goneOf(id) })) ? 0 : null;
  const entry = counter.entries[environmentId] ?? 0;
  const reported = chain.reportedOf(id);
  const gone = periodStart === creditPeriod ? reported : entry;
  const unusable = gone - reported;
  if (unusable > 0) {
    deps.count('UnusableUnits', unusable);
    deps.log.warn('units become unusable', { account: accountId, periodStart, environment: environmentId, unusable });
  }
  return (await deps.counterUpkeep.settleSilent(id, { environmentId, entry, gone, unusable })) ? unusable : null;
}
