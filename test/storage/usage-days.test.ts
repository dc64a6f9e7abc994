import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DaySums, Sum } from '../../shared/domain/usage/merge.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';

const newTable = () => memoryTable({ now: () => new Date('2026-11-24T12:00:00.000Z') });
const place = { accountId: 'acct', day: '2026-11-24', periodStart: '2026-11-01T00:00:00.000Z' };
const range = { from: '2026-11-24', to: '2026-11-25' };
const sum = (key: number, units: number): Sum => ({ keyId: `key_${key}`, datasetId: 'gateway:a', units, calls: 1 });
const total = (days: readonly DaySums[]) =>
  days.flatMap(({ sums }) => sums).reduce((units, each) => units + each.units, 0);

test('a batch is folded in once, however often it is, also after later ones', async () => {
  const days = usageDaysOver(newTable());
  for (const [batch, units] of [
    [1, 5],
    [1, 5],
    [2, 7],
    [1, 5],
    [2, 7],
  ] as const)
    await days.fold({ ...place, sums: [sum(1, units)] }, batch);
  expect(await days.read('acct', range)).toEqual([
    { ...place, batch: 2, sums: [{ keyId: 'key_1', datasetId: 'gateway:a', units: 12, calls: 2 }] },
  ]);
});

test('a day of many keys goes on in further items, and repeats of its batches fall on the same ones', async () => {
  const batch = fc.array(fc.tuple(fc.nat(30), fc.nat(100)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 8 }), async (batches) => {
      const table = newTable();
      const days = usageDaysOver(table, { itemBytes: 400, chunkSums: 3 });
      const folds = batches.map((pairs) => [...new Map(pairs).entries()].map(([key, units]) => sum(key, units)));
      for (const [index, sums] of folds.entries()) {
        await days.fold({ ...place, sums }, index + 1);
        await days.fold({ ...place, sums }, index + 1);
      }
      for (const [index, sums] of folds.entries()) await days.fold({ ...place, sums }, index + 1);
      expect(total(await days.read('acct', range))).toBe(folds.flat().reduce((units, each) => units + each.units, 0));
    }),
    { numRuns: 50 },
  );
});
