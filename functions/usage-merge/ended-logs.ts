import { maxLevel, type UsageLogReport } from '../../shared/domain/usage/pledge.ts';
import type { Segment, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import type { CounterId } from '../../shared/storage/usage/counters.ts';
import type { Segments } from '../../shared/storage/usage/segments.ts';
import type { IsCounted } from './counted-keys.ts';

/** The content of a usage log so far. */
export type UsageLogSummary = {
  readonly of: (id: CounterId, isCounted: IsCounted) => UsageLogReport;
  /** The party that ended it; null: it goes on. */
  readonly endedBy: 'instance' | 'fence' | null;
  /** How long the instance of a fenced log had been silent; 0 if that is not known. */
  readonly silentMs: number;
};

/** A usage log that nothing can follow. */
export type EndedUsageLog = UsageLogSummary & { readonly endedBy: 'instance' | 'fence' };

const nameOf = ({ accountId, periodStart }: CounterId) => `${accountId}#${periodStart}`;

/** Looks up usage logs and remembers the ended ones; null: it goes on. */
export function endedUsageLogs(segments: Pick<Segments, 'head' | 'read'>) {
  const known = new Map<string, Promise<EndedUsageLog | null>>();
  return (instanceId: string): Promise<EndedUsageLog | null> => {
    const usageLog = known.get(instanceId) ?? readEnded(segments, instanceId);
    known.set(instanceId, usageLog);
    return usageLog;
  };
}

async function readEnded(segments: Pick<Segments, 'head' | 'read'>, instanceId: string): Promise<EndedUsageLog | null> {
  const head = await segments.head(instanceId);
  if (!head?.segment.end) return null;
  const summary = await summarizeUsageLog(segments, instanceId);
  return isEnded(summary) ? summary : null;
}

/** Whether nothing can follow the usage log. */
export const isEnded = (summary: UsageLogSummary): summary is EndedUsageLog => summary.endedBy !== null;

/** The summary of a usage log, read from its first segment on. */
export async function summarizeUsageLog(
  segments: Pick<Segments, 'read'>,
  instanceId: string,
): Promise<UsageLogSummary> {
  const all: Segment[] = [];
  for (let page = await segments.read(instanceId, 0); page.length > 0; ) {
    all.push(...page);
    page = await segments.read(instanceId, all.length);
  }
  return summaryOf(all);
}

/** The summary of a whole usage log, its segments in order. */
export function summaryOf(usageLog: readonly Segment[]): UsageLogSummary {
  const consumed = new Map<string, number>();
  const reported = new Map<string, Map<string, number>>();
  let [level, lastExact, silentMs] = [0, 0, 0];
  let before: Segment | undefined;
  for (const segment of usageLog) {
    const { pledge, entries, leaving, end } = segment;
    for (const each of leaving ?? end?.consumed ?? []) consumed.set(nameOf(each), each.units);
    for (const entry of entries) addTo(reported, entry);
    // A segment without a pledge binds its instance to nothing.
    if (!end && !leaving) level = pledge?.level ?? maxLevel;
    if (pledge?.isExact) lastExact = segment.number;
    if (end?.by === 'fence' && before) silentMs = Date.parse(segment.at) - Date.parse(before.at);
    before = segment;
  }
  const endedBy = before?.end?.by ?? null;
  // The ending instance states its consumed units; it never spent from an entry that appeared later.
  const unstated = endedBy === 'instance' ? 0 : undefined;
  return {
    endedBy,
    silentMs,
    of: (id, isCounted) => ({
      reported: unitsOf(reported.get(nameOf({ ...id, ...countedPartOf(id.periodStart) })), isCounted),
      level,
      lastExact,
      consumed: consumed.get(nameOf(id)) ?? unstated,
    }),
  };
}

function addTo(reported: Map<string, Map<string, number>>, { keyId, units, ...id }: SegmentEntry): void {
  const byKey = reported.get(nameOf(id)) ?? new Map<string, number>();
  reported.set(nameOf(id), byKey.set(keyId, (byKey.get(keyId) ?? 0) + units));
}

const unitsOf = (byKey: ReadonlyMap<string, number> | undefined, isCounted: IsCounted): number =>
  [...(byKey ?? [])].reduce((sum, [keyId, units]) => (isCounted(keyId) ? sum + units : sum), 0);
