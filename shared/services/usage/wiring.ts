import type { Table } from '../../storage/table/table.ts';
import { batchesOver } from '../../storage/usage/batches.ts';
import { counterUpkeepOver } from '../../storage/usage/counter-upkeep.ts';
import { type LiveUsage, liveUsageOver } from '../../storage/usage/live-usage.ts';
import { segmentsOver } from '../../storage/usage/segments.ts';
import { usageDaysOver } from '../../storage/usage/usage-days.ts';

/** Usage as it is now, for every function that shows it. */
export const connectLiveUsage = (table: Table): LiveUsage =>
  liveUsageOver({
    segments: segmentsOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    counterUpkeep: counterUpkeepOver(table),
  });
