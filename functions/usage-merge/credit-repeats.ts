import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Ranges } from '../../shared/domain/usage/merge.ts';
import type { Segment } from '../../shared/domain/usage/segment.ts';
import { repeatedUnits } from '../../shared/domain/usage/served.ts';
import type { DayOfPeriod } from '../../shared/storage/usage/repeats.ts';
import type { Segments } from '../../shared/storage/usage/segments.ts';
import type { ServedIn } from '../../shared/storage/usage/served.ts';
import type { RollupDeps } from './deps.ts';

/** Each may hold a day's records in memory. */
const maxAtOnce = 4;

type Folded = { readonly days: readonly DayOfPeriod[]; readonly segments: readonly Segment[]; readonly ranges: Ranges };

/**
 * Credits repeated charges on the days that a batch was added to. It computes all billed records of a day anew, so a repeated run gives the
 * same credit, and a late segment a larger one.
 */
export async function creditRepeats(deps: RollupDeps, { days, segments, ranges }: Folded): Promise<void> {
  const isBilled = billedOf(deps.segments, billedIn(ranges, segments));
  await mapConcurrent(maxAtOnce, days, async (day) => {
    const billed: ServedIn[] = [];
    for (const each of await deps.repeats.served(day)) if (await isBilled(each)) billed.push(each);
    for (const [datasetId, alike] of Map.groupBy(billed, (each) => each.datasetId)) {
      const units = repeatedUnits(alike);
      if (units > 0) await deps.repeats.credit(day, { datasetId, units });
    }
  });
}

/** The last segment of each log that this batch bills: a fence has taken the place of one that never came. */
function billedIn(ranges: Ranges, segments: readonly Segment[]): Map<string, Promise<number>> {
  const fenced = new Set(segments.filter(({ end }) => end?.by === 'fence').map(({ instanceId }) => instanceId));
  return new Map(Object.entries(ranges).map(([id, { to }]) => [id, Promise.resolve(fenced.has(id) ? to - 1 : to)]));
}

/**
 * Whether this batch or an earlier one bills a segment. An instance that is no longer on the list was rolled up to its end. Each log is
 * looked up once.
 */
function billedOf(segments: Segments, known: Map<string, Promise<number>>) {
  let listed: Promise<ReadonlyMap<string, number>> | undefined;
  const find = async (id: string): Promise<number> => {
    listed ??= segments.instances().then((all) => new Map(all.map((each) => [each.id, each.merged])));
    const merged = (await listed).get(id);
    if (merged !== undefined) return merged;
    const head = (await segments.head(id))?.segment;
    // This instance registered since the list was read: its units are not rolled up yet.
    if (!head?.end) return 0;
    return head.end.by === 'fence' ? head.number - 1 : head.number;
  };
  return async ({ instanceId, number }: { readonly instanceId: string; readonly number: number }) => {
    const last = known.get(instanceId) ?? find(instanceId);
    known.set(instanceId, last);
    return number <= (await last);
  };
}
