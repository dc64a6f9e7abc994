import { mapConcurrent } from '../../shared/concurrency.ts';
import { type DaySums, type Ranges, rangesOf, sumByDay } from '../../shared/domain/usage/merge.ts';
import type { Consumed, Segment, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import type { Batch } from '../../shared/storage/usage/batches.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import type { Segments } from '../../shared/storage/usage/segments.ts';
import { creditRepeats } from './credit-repeats.ts';
import type { RollupDeps } from './deps.ts';

/** Reads or writes under way at a time. */
const maxAtOnce = 16;

export type RolledUp = {
  readonly batches: number;
  readonly segments: number;
  /** Accounts, days and periods whose usage was folded. */
  readonly days: readonly Pick<DaySums, 'accountId' | 'periodStart'>[];
  /** All that was there is merged; otherwise `goOn` said no. */
  readonly complete: boolean;
};

/**
 * Merges segments into days of usage, batch by batch, until nothing is left or `goOn` says no: each segment lies in one batch, each
 * batch is folded in once. It may run twice at once and be interrupted anywhere; whoever comes next goes on.
 */
export async function rollUpSegments(deps: RollupDeps, goOn: () => boolean = () => true): Promise<RolledUp> {
  const merged = { batches: 0, segments: 0, days: new Map<string, RolledUp['days'][number]>() };
  let batch = await openBatch(deps);
  while (batch && goOn()) {
    const { segments, days } = await applyBatch(deps, batch);
    merged.batches += 1;
    merged.segments += segments;
    for (const { accountId, periodStart } of days)
      merged.days.set(`${accountId}#${periodStart}`, { accountId, periodStart });
    batch = await openBatch(deps);
  }
  return { ...merged, days: [...merged.days.values()], complete: batch === null };
}

/**
 * The batch to apply: one that was begun, or the next; null where there is nothing to merge. Progress is read after the last batch was
 * seen done, so where another merger is ahead its batch stands and this one's ranges are dropped.
 */
async function openBatch(deps: Pick<RollupDeps, 'batches' | 'segments'>): Promise<Batch | null> {
  const { batches, segments } = deps;
  const last = await batches.last();
  if (last && last.doneAt === null) return last;
  const instances = await segments.instances();
  const chains = await mapConcurrent(maxAtOnce, instances, async ({ id, merged }) => {
    if (merged === 0 && (await segments.isForgotten(id))) {
      await segments.forget(id);
      return { id, merged, head: 0 };
    }
    const head = await segments.head(id);
    return { id, merged, head: head?.segment.number ?? 0 };
  });
  const ranges = rangesOf(chains);
  if (Object.keys(ranges).length === 0) return null;
  const batch = await batches.open((last?.number ?? 0) + 1, ranges);
  return batch.doneAt === null ? batch : openBatch(deps);
}

/** Folds in what a batch's own ranges hold, credits what was served again, settles the chains that end in them, and closes the batch. */
async function applyBatch(deps: RollupDeps, { number, ranges }: Batch) {
  const segments = await segmentsOf(deps.segments, ranges);
  const days = sumByDay(entriesOf(segments));
  await mapConcurrent(maxAtOnce, days, (day) => deps.usageDays.fold(day, number));
  await creditRepeats(deps, { days, segments, ranges });
  const settlements = segments.flatMap(({ instanceId, leaving, end }) =>
    (leaving ?? end?.gone ?? []).map((gone) => ({ instanceId, gone })),
  );
  await mapConcurrent(maxAtOnce, settlements, ({ instanceId, gone }) => settle(deps, instanceId, gone));
  const ended = new Set(segments.filter(({ end }) => end).map(({ instanceId }) => instanceId));
  await mapConcurrent(maxAtOnce, Object.entries(ranges), ([id, { to }]) =>
    ended.has(id) ? deps.segments.forget(id) : deps.segments.setMerged(id, to),
  );
  await deps.batches.setDone(number, deps.now().toISOString());
  return { segments: segments.length, days };
}

function* entriesOf(segments: readonly Segment[]): Generator<SegmentEntry> {
  for (const { entries } of segments) yield* entries;
}

async function segmentsOf(segments: Segments, ranges: Ranges): Promise<Segment[]> {
  const chains = await mapConcurrent(maxAtOnce, Object.entries(ranges), ([id, range]) =>
    readRange(segments, id, range),
  );
  return chains.flat();
}

/** @throws Error where a chain has a gap: what was there once is there for good */
async function readRange(segments: Segments, id: string, { from, to }: Ranges[string]): Promise<Segment[]> {
  const found: Segment[] = [];
  while (found.length < to - from) {
    const page = await segments.chain(id, from + found.length);
    const wanted = page.slice(0, to - from - found.length);
    if (wanted.length === 0)
      throw new Error(`The chain of instance ${id} misses a segment after ${from + found.length}`);
    found.push(...wanted);
  }
  return found;
}

/**
 * Ends an instance's entry on a counter: what it can still have spent stays, the rest is free again. Repeated until the entry is gone,
 * since a take that was under way may still land.
 */
async function settle(
  { counters }: Pick<RollupDeps, 'counters'>,
  instanceId: string,
  { units, ...id }: Consumed,
): Promise<boolean> {
  for (;;) {
    const counter = await counters.read(id);
    const entry = counter && entryIn(counter, instanceId);
    if (!entry) return false;
    const { taken, pledge } = entry;
    const { opened } = counter;
    if (await counters.settle(id, { instanceId, entry: taken, pledged: pledge, opened, gone: units })) return true;
  }
}
