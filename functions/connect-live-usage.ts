import { batchesOver } from '../shared/storage/batches.ts';
import { counterUpkeepOver } from '../shared/storage/counter-upkeep.ts';
import { type LiveUsage, liveUsageOver } from '../shared/storage/live-usage.ts';
import { segmentsOver } from '../shared/storage/segments.ts';
import type { Table } from '../shared/storage/table.ts';
import { usageDaysOver } from '../shared/storage/usage-days.ts';

/** Usage as it is now, for every function that shows it. */
export const connectLiveUsage = (table: Table): LiveUsage =>
  liveUsageOver({
    segments: segmentsOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    counterUpkeep: counterUpkeepOver(table),
  });
