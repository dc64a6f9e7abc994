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
 * Credits what accounts were charged more than once on the days that a batch was folded into. All that is billed of a day is looked at
 * anew, so that a repeat comes to the same, and a late segment to more.
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

/** The last segment of each chain that this batch bills: a seal has taken the place of one that never came. */
function billedIn(ranges: Ranges, segments: readonly Segment[]): Map<string, Promise<number>> {
  const sealed = new Set(segments.filter(({ end }) => end?.by === 'seal').map(({ instanceId }) => instanceId));
  return new Map(Object.entries(ranges).map(([id, { to }]) => [id, Promise.resolve(sealed.has(id) ? to - 1 : to)]));
}

/**
 * Whether a segment is billed, by this batch or one before. An instance that is not on the list any more was merged to its end.
 * Each chain is looked up once.
 */
function billedOf(segments: Segments, known: Map<string, Promise<number>>) {
  let listed: Promise<ReadonlyMap<string, number>> | undefined;
  const find = async (id: string): Promise<number> => {
    listed ??= segments.instances().then((all) => new Map(all.map((each) => [each.id, each.merged])));
    const merged = (await listed).get(id);
    if (merged !== undefined) return merged;
    const head = (await segments.head(id))?.segment;
    // One that came since the list was read: its units are still to be folded.
    if (!head?.end) return 0;
    return head.end.by === 'seal' ? head.number - 1 : head.number;
  };
  return async ({ instanceId, number }: { readonly instanceId: string; readonly number: number }) => {
    const last = known.get(instanceId) ?? find(instanceId);
    known.set(instanceId, last);
    return number <= (await last);
  };
}
