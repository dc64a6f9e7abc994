import { type ChainReport, maxLevel } from '../../shared/domain/usage/pledge.ts';
import type { Segment } from '../../shared/domain/usage/segment.ts';
import type { CounterId } from '../../shared/storage/usage/counters.ts';
import type { Segments } from '../../shared/storage/usage/segments.ts';

/** A chain's report as far as it has come. */
export type UsageLogSummary = {
  readonly of: (id: CounterId) => ChainReport;
  /** The party that ended it; null: it goes on. */
  readonly endedBy: 'instance' | 'seal' | null;
  /** For a sealed chain, how long its instance had been silent; 0 where that is not known. */
  readonly silentMs: number;
};

/** A chain that nothing can follow. */
export type EndedUsageLog = UsageLogSummary & { readonly endedBy: 'instance' | 'seal' };

const nameOf = ({ accountId, periodStart }: CounterId) => `${accountId}#${periodStart}`;

/** Looks a chain up and remembers those that have ended; null: it goes on. */
export function endedUsageLogs(segments: Pick<Segments, 'head' | 'chain'>) {
  const known = new Map<string, Promise<EndedUsageLog | null>>();
  return (instanceId: string): Promise<EndedUsageLog | null> => {
    const chain = known.get(instanceId) ?? readEnded(segments, instanceId);
    known.set(instanceId, chain);
    return chain;
  };
}

async function readEnded(
  segments: Pick<Segments, 'head' | 'chain'>,
  instanceId: string,
): Promise<EndedUsageLog | null> {
  const head = await segments.head(instanceId);
  if (!head?.segment.end) return null;
  const told = await summarizeUsageLog(segments, instanceId);
  return isEnded(told) ? told : null;
}

export const isEnded = (told: UsageLogSummary): told is EndedUsageLog => told.endedBy !== null;

/** All that a chain says, read from its first segment on. */
export async function summarizeUsageLog(
  segments: Pick<Segments, 'chain'>,
  instanceId: string,
): Promise<UsageLogSummary> {
  const all: Segment[] = [];
  for (let page = await segments.chain(instanceId, 0); page.length > 0; ) {
    all.push(...page);
    page = await segments.chain(instanceId, all.length);
  }
  return summaryOf(all);
}

/** The report of a whole chain, its segments in order. */
export function summaryOf(chain: readonly Segment[]): UsageLogSummary {
  const gone = new Map<string, number>();
  const reported = new Map<string, number>();
  let [level, lastExact, silentMs] = [0, 0, 0];
  let before: Segment | undefined;
  for (const segment of chain) {
    const { telling, entries, leaving, end } = segment;
    for (const each of leaving ?? end?.gone ?? []) gone.set(nameOf(each), each.units);
    for (const entry of entries) reported.set(nameOf(entry), (reported.get(nameOf(entry)) ?? 0) + entry.units);
    // A segment that says nothing of it binds its instance to nothing.
    if (!end && !leaving) level = telling?.level ?? maxLevel;
    if (telling?.isExact) lastExact = segment.number;
    if (end?.by === 'seal' && before) silentMs = Date.parse(segment.at) - Date.parse(before.at);
    before = segment;
  }
  const endedBy = before?.end?.by ?? null;
  // The ending instance says which of its units are gone; an entry that appeared later was never spent from.
  const unstated = endedBy === 'instance' ? 0 : undefined;
  return {
    endedBy,
    silentMs,
    of: (id) => ({ reported: reported.get(nameOf(id)) ?? 0, level, lastExact, gone: gone.get(nameOf(id)) ?? unstated }),
  };
}
