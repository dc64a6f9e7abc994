import { batchesOver } from '../../storage/batches.ts';
import { counterUpkeepOver } from '../../storage/counter-upkeep.ts';
import { type LiveUsage, liveUsageOver } from '../../storage/live-usage.ts';
import { segmentsOver } from '../../storage/segments.ts';
import type { Table } from '../../storage/table.ts';
import { usageDaysOver } from '../../storage/usage-days.ts';

/** Usage as it is now, for every function that shows it. */
export const connectLiveUsage = (table: Table): LiveUsage =>
  liveUsageOver({
    segments: segmentsOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    counterUpkeep: counterUpkeepOver(table),
  });
