import type { CounterState } from '../../domain/usage/left.ts';
import { type DaySums, sumByDay } from '../../domain/usage/merge.ts';
import type { Segment, SegmentEntry } from '../../domain/usage/segment.ts';
import { StorageUnavailable } from '../table/table.ts';
import type { Batch, Batches } from './batches.ts';
import type { CounterUpkeep } from './counter-upkeep.ts';
import type { CounterId } from './counters.ts';
import type { RegisteredInstance, Segments } from './segments.ts';
import { unreportedOf } from './untold.ts';
import type { UsageDay, UsageDays } from './usage-days.ts';

/** UTC days `from` (inclusive) to `to` (exclusive), YYYY-MM-DD. */
export type Days = { readonly from: string; readonly to: string };

export interface LiveUsage {
  /** What an account used: all that instances have reported so far, merged or not, each unit once. By day, period, key and dataset. */
  days(accountId: string, range: Days): Promise<readonly DaySums[]>;
  /** The counter of a period or of credit as it stands; null before the first call. */
  counter(id: CounterId): Promise<CounterState | null>;
}

type Stores = {
  readonly segments: Pick<Segments, 'instances' | 'chain' | 'head'>;
  readonly batches: Pick<Batches, 'last'>;
  readonly usageDays: Pick<UsageDays, 'read'>;
  readonly counterUpkeep: Pick<CounterUpkeep, 'find'>;
};

/** Merges end every few minutes and last seconds: a read that meets the begin or the end of one is made again. */
const maxTries = 5;

/**
 * Folded usage and the segments since. Both are of one state of merging: the last batch is the same before and after. Of a batch that is
 * being applied, its segments count where a day does not have them folded in yet. Segments never change, so those that were read
 * are kept until they are merged.
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

/** The segments of each instance that are not merged. */
function tailsOver(segments: Stores['segments']) {
  const known = new Map<string, readonly Segment[]>();
  const read = async ({ id, merged }: RegisteredInstance): Promise<readonly Segment[]> => {
    const kept = (known.get(id) ?? []).filter(({ number }) => number > merged);
    const tail = kept[0]?.number === merged + 1 ? kept : [];
    for (;;) {
      const page = await segments.chain(id, merged + tail.length);
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
