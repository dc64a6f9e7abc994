import { expect, test } from 'vitest';
import { totalsOver } from '../../shared/services/usage/totals.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';

const periodStart = '2026-11-24T12:00:00.000Z';
const next = '2026-12-24T12:00:00.000Z';

test('the total has every unit of the period once, of any day, and none of another period', async () => {
  const table = memoryTable();
  const usageDays = usageDaysOver(table);
  const fold = (start: string, day: string, units: number, batch: number) =>
    usageDays.fold(
      { accountId: 'acc_1', day, periodStart: start, sums: [{ keyId: 'key_1', datasetId: 'posts', units, calls: 1 }] },
      batch,
    );
  await fold(periodStart, '2026-11-25', 105, 1);
  await fold(periodStart, '2026-12-24', 200, 2);
  await fold(next, '2026-12-24', 4_007, 2);
  const totalOf = totalsOver(usageDays);
  expect(await totalOf('acc_1', periodStart)).toBe(305);
  expect(await totalOf('acc_1', next)).toBe(4_007);
});
