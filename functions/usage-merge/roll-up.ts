import { mapConcurrent } from '../../shared/concurrency.ts';
import { type DaySums, type Ranges, rangesOf, sumByDay } from '../../shared/domain/usage/merge.ts';
import type { Consumed, Segment, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import type { Batch } from '../../shared/storage/usage/batches.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import type { RegisteredInstance, Segments } from '../../shared/storage/usage/segments.ts';
import { creditRepeats } from './credit-repeats.ts';
import type { RollupDeps } from './deps.ts';

/** Reads or writes under way at a time. */
const maxAtOnce = 16;

/** The result of a rollup. */
export type RolledUp = {
  readonly batches: number;
  readonly segments: number;
  /** Accounts and periods whose usage changed. */
  readonly days: readonly Pick<DaySums, 'accountId' | 'periodStart'>[];
  /** False: `goOn` said no before everything was rolled up. */
  readonly complete: boolean;
};

/**
 * Rolls segments up into days of usage, batch by batch, until nothing is left or `goOn` says no. Each segment lies in one batch, and each
 * batch is added once. Two runs may overlap, and any run may be interrupted; the next one continues.
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
 * The batch to apply: one that was begun, or the next; null if there is nothing to roll up. Progress is read after the last batch was seen
 * done. So if another run is ahead, its batch counts and these ranges are dropped.
 */
async function openBatch(deps: Pick<RollupDeps, 'batches' | 'segments'>): Promise<Batch | null> {
  const { batches, segments } = deps;
  const last = await batches.last();
  if (last && last.doneAt === null) return last;
  const instances = await segments.instances();
  const logs = await mapConcurrent(maxAtOnce, instances, (instance) => progressOf(segments, instance));
  const ranges = rangesOf(logs);
  if (Object.keys(ranges).length === 0) return null;
  const batch = await batches.open((last?.number ?? 0) + 1, ranges);
  return batch.doneAt === null ? batch : openBatch(deps);
}

/**
 * How far a log has come. A log that was taken off the list may be on it again, because a repeated registration landed late. An old note of its
 * progress may have followed. All of it lies in batches already, so it is taken off again.
 */
async function progressOf(segments: RollupDeps['segments'], { id, merged }: RegisteredInstance) {
  const head = await segments.head(id);
  const mayBeForgotten = merged === 0 || head?.segment.end !== undefined;
  if (mayBeForgotten && (await segments.isForgotten(id))) {
    await segments.forget(id);
    return { id, merged, head: merged };
  }
  return { id, merged, head: head?.segment.number ?? 0 };
}

/** Adds a batch's ranges to usage, credits repeats, reclaims the logs that end in them, and closes the batch. */
async function applyBatch(deps: RollupDeps, { number, ranges }: Batch) {
  const segments = await segmentsOf(deps.segments, ranges);
  const days = sumByDay(entriesOf(segments));
  await mapConcurrent(maxAtOnce, days, (day) => deps.usageDays.fold(day, number));
  await creditRepeats(deps, { days, segments, ranges });
  const reclaims = segments.flatMap(({ instanceId, leaving, end }) =>
    (leaving ?? end?.consumed ?? []).map((consumed) => ({ instanceId, consumed })),
  );
  await mapConcurrent(maxAtOnce, reclaims, ({ instanceId, consumed }) => reclaimEntry(deps, instanceId, consumed));
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
  const logs = await mapConcurrent(maxAtOnce, Object.entries(ranges), ([id, range]) => readRange(segments, id, range));
  return logs.flat();
}

/** @throws Error if a usage log has a gap: a stored segment stays for good */
async function readRange(segments: Segments, id: string, { from, to }: Ranges[string]): Promise<Segment[]> {
  const found: Segment[] = [];
  while (found.length < to - from) {
    const page = await segments.read(id, from + found.length);
    const wanted = page.slice(0, to - from - found.length);
    if (wanted.length === 0)
      throw new Error(`The usage log of instance ${id} misses a segment after ${from + found.length}`);
    found.push(...wanted);
  }
  return found;
}

/**
 * Removes an instance's entry from a counter: its consumed units stay, the rest is free again. It repeats until the entry is gone, since a
 * take under way may still land.
 */
async function reclaimEntry(
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
    if (await counters.reclaim(id, { instanceId, entry: taken, pledged: pledge, opened, consumed: units })) return true;
  }
}
