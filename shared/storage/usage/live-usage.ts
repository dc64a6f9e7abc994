import type { CounterState } from '../../domain/usage/left.ts';
import { type DaySums, sumByDay } from '../../domain/usage/merge.ts';
import type { Segment, SegmentEntry } from '../../domain/usage/segment.ts';
import { StorageUnavailable } from '../table/table.ts';
import type { Batch, Batches } from './batches.ts';
import type { CounterUpkeep } from './counter-upkeep.ts';
import type { CounterId } from './counters.ts';
import type { RegisteredInstance, Segments } from './segments.ts';
import { unreportedOf } from './unreported-units.ts';
import type { UsageDay, UsageDays } from './usage-days.ts';

/** UTC days `from` (inclusive) to `to` (exclusive), YYYY-MM-DD. */
export type Days = { readonly from: string; readonly to: string };

/** Usage as it is now. */
export interface LiveUsage {
  /** All units that instances have reported so far, rolled up or not, each once, by day, period, key and dataset. */
  days(accountId: string, range: Days): Promise<readonly DaySums[]>;
  /** The present state of a counter of a period or of credit; null before the first call. */
  counter(id: CounterId): Promise<CounterState | null>;
}

type Stores = {
  readonly segments: Pick<Segments, 'instances' | 'read' | 'head'>;
  readonly batches: Pick<Batches, 'last'>;
  readonly usageDays: Pick<UsageDays, 'read'>;
  readonly counterUpkeep: Pick<CounterUpkeep, 'find'>;
};

/** Rollups end every few minutes and last seconds. A read during which a batch begins or ends is repeated. */
const maxTries = 5;

/**
 * Days of usage and the segments since, both of one state of the rollup: the last batch is the same before and after. While a batch is
 * applied, its segments count if a day does not include them yet. Segments never change, so those read are cached until they are rolled up.
 */
export function liveUsageOver({ segments, batches, usageDays, counterUpkeep }: Stores): LiveUsage {
  const tailOf = tailsOver(segments);
  const tryRead = async (accountId: string, range: Days) => {
    const before = await batches.last();
    const tails = await tailOf(await segments.instances());
    const folded = await usageDays.read(accountId, range);
    const after = await batches.last();
    if (before?.number !== after?.number || before?.doneAt !== after?.doneAt) return null;
    return sumByDay([...entriesOfDays(folded), ...pendingOf(tails, folded, { accountId, range, batch: after })]);
  };
  return {
    async counter(id) {
      const counter = await counterUpkeep.find(id);
      return counter && { ...counter, untold: await unreportedOf(segments, counter) };
    },
    async days(accountId, range) {
      for (let tries = 0; tries < maxTries; tries++) {
        const days = await tryRead(accountId, range);
        if (days) return days;
      }
      throw new StorageUnavailable(new Error('Usage was being merged at every try'));
    },
  };
}

/** The segments of each instance that are not rolled up. */
function tailsOver(segments: Stores['segments']) {
  const known = new Map<string, readonly Segment[]>();
  const read = async ({ id, merged }: RegisteredInstance): Promise<readonly Segment[]> => {
    const cached = (known.get(id) ?? []).filter(({ number }) => number > merged);
    const tail = cached[0]?.number === merged + 1 ? cached : [];
    for (;;) {
      const page = await segments.read(id, merged + tail.length);
      if (page.length === 0) break;
      tail.push(...page);
    }
    known.set(id, tail);
    return tail;
  };
  return async (instances: readonly RegisteredInstance[]): Promise<readonly Segment[]> => {
    const listed = new Set(instances.map(({ id }) => id));
    for (const id of known.keys()) if (!listed.has(id)) known.delete(id);
    return (await Promise.all(instances.map(read))).flat();
  };
}

type Wanted = { readonly accountId: string; readonly range: Days; readonly batch: Batch | null };

function pendingOf(
  tails: readonly Segment[],
  folded: readonly UsageDay[],
  { accountId, range, batch }: Wanted,
): SegmentEntry[] {
  const foldedNow = new Set(folded.filter((day) => day.batch === batch?.number).map(placeOf));
  return tails.flatMap(({ instanceId, number, entries }) => {
    const own = batch?.ranges[instanceId];
    const isInBatch = own !== undefined && number > own.from && number <= own.to;
    return entries.filter(
      (entry) =>
        entry.accountId === accountId &&
        entry.day >= range.from &&
        entry.day < range.to &&
        !(isInBatch && foldedNow.has(placeOf(entry))),
    );
  });
}

const placeOf = ({ day, periodStart }: Pick<DaySums, 'day' | 'periodStart'>): string => `${day}#${periodStart}`;

const entriesOfDays = (days: readonly UsageDay[]): SegmentEntry[] =>
  days.flatMap(({ sums, accountId, day, periodStart }) => sums.map((sum) => ({ ...sum, accountId, day, periodStart })));
