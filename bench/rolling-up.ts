import { rollUpSegments } from '../functions/usage-merge/roll-up.ts';
import type { Table } from '../shared/storage/table/table.ts';
import { batchesOver } from '../shared/storage/usage/batches.ts';
import { countersOver } from '../shared/storage/usage/counters.ts';
import { repeatsOver } from '../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../shared/storage/usage/usage-days.ts';

/** A function that rolls up the segments of `table`, as the job `usage-merge` does; `now` is in epoch ms. */
export function rollingUp(table: Table, now: () => number) {
  const deps = {
    segments: segmentsOver(table),
    counters: countersOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    repeats: repeatsOver(table),
    now: () => new Date(now()),
  };
  return () => rollUpSegments(deps);
}
