import { expect, test } from 'vitest';
import { counterKey, grantsKey, usageDayKey } from '../../shared/storage/item-keys.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { repeatsOver } from '../../shared/storage/usage/repeats.ts';
import { putServed } from '../../shared/storage/usage/served.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { onEachTable } from '../support/on-each-table.ts';

const periodStart = '2026-11-01T00:00:00.000Z';
const ofDay = { day: '2026-11-24', periodStart };
const at = '2026-11-24T12:00:00.000Z';

onEachTable(({ table, newPk }) => {
  /** A day of 90 units, and 10 free of a counter of 100 where it is open. */
  async function dayOf(isCounted: boolean) {
    const accountId = newPk();
    await table.put({ ...grantsKey(accountId), version: 1 });
    const counters = countersOver(table);
    const counter = { accountId, periodStart };
    if (isCounted) {
      await counters.open(counter, { units: 100, version: 1 });
      await counters.take({ ...counter, instanceId: 'env00001', units: 90, entry: 0, settled: 0, limit: 100 });
    }
    const sums = [{ keyId: 'key_1', datasetId: 'posts', units: 90, calls: 9 }];
    await usageDaysOver(table).fold({ accountId, ...ofDay, sums }, 1);
    const credited = async () => {
      const { item } = await table.get(usageDayKey({ accountId, ...ofDay }, { chunk: 0, part: 0 }));
      return Number(item?.['u:repeats:posts'] ?? 0);
    };
    return { day: { accountId, ...ofDay }, credited, counter: () => counters.read(counter) };
  }

  test("a day's credit goes back to its counter in the same step, the difference only, and never less than before", async () => {
    const { day, credited, counter } = await dayOf(true);
    const repeats = repeatsOver(table);
    for (const units of [3, 3, 8, 5, 8]) await repeats.credit(day, { datasetId: 'posts', units });
    expect(await credited()).toBe(-8);
    expect(await counter()).toMatchObject({ limit: 100, credited: 8, free: 18, entries: { env00001: 90 } });
    await repeats.credit(day, { datasetId: 'films', units: 2 });
    expect(await counter()).toMatchObject({ credited: 10, free: 20 });
  });

  test('where no counter is, the day is credited all the same, and no counter comes to be', async () => {
    const { day, credited } = await dayOf(false);
    await repeatsOver(table).credit(day, { datasetId: 'posts', units: 3 });
    expect(await credited()).toBe(-3);
    expect((await table.get(counterKey(day.accountId, periodStart))).item).toBeUndefined();
  });

  test('two that credit one day at once give each difference back once', async () => {
    const { day, counter } = await dayOf(true);
    const credit = (units: number) =>
      repeatsOver(table)
        .credit(day, { datasetId: 'posts', units })
        .catch(() => {});
    await Promise.all([credit(4), credit(7), credit(7)]);
    await credit(7);
    expect(await counter()).toMatchObject({ credited: 7, free: 17 });
  });

  test('records are read back as they were put, in parts too, however often that was', async () => {
    const accountId = newPk();
    const hashes = BigUint64Array.from({ length: 40_000 }, (_, i) => 2n ** 64n - 1n - BigInt(i));
    const place = { instanceId: 'env00001', number: 7, at };
    const served = { accountId, ...ofDay, datasetId: 'posts', weight: 2, records: 40_005, hashes };
    await putServed(table, place, [served]);
    await putServed(table, place, [served]);
    const parts = await repeatsOver(table).served({ accountId, ...ofDay });
    expect(parts.map(({ records, weight, number }) => [records, weight, number])).toEqual([
      [37_505, 2, 7],
      [2_500, 2, 7],
    ]);
    expect(parts.flatMap((part) => [...part.hashes])).toEqual([...hashes]);
    expect(await repeatsOver(table).served({ accountId, ...ofDay, day: '2026-11-23' })).toEqual([]);
  });
});
