import type { Table } from '../../shared/storage/table/table.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { liveUsageOver } from '../../shared/storage/usage/live-usage.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import type { Inspected } from './types.ts';

/** Usage and counters of a table, as the invariants read them. */
export function usageReads(table: Table): Pick<Inspected, 'liveUsage' | 'counterUpkeep'> {
  const counterUpkeep = counterUpkeepOver(table);
  const liveUsage = liveUsageOver({
    segments: segmentsOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    counterUpkeep,
  });
  return { liveUsage, counterUpkeep };
}
