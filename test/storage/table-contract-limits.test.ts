import { describe, expect, test } from 'vitest';
import type { Item, ItemChange, ItemValue } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, stored, read }) => {
  describe('consumed units', () => {
    /** An item of exactly so many bytes: 4 for the key's names, 1 for the sort key, 1 for the filler's name. */
    const sized = (bytes: number, pk = newPk()): Item => ({ pk, sk: 'A', f: 'x'.repeat(bytes - 6 - pk.length) });

    test.each([
      [1_024, 1, 1],
      [1_025, 2, 1],
      [4_096, 4, 1],
      [4_097, 5, 2],
    ])(
      'an item of %i bytes costs %i to write and %i to read, half of that where it may be stale',
      async (bytes, writeUnits, readUnits) => {
        const item = sized(bytes);
        expect(await table.put(item)).toMatchObject({ readUnits: 0, writeUnits });
        expect(await table.get(item)).toMatchObject({ readUnits, writeUnits: 0 });
        expect(await table.get(item, { consistent: false })).toMatchObject({ readUnits: readUnits / 2 });
        expect(await table.query({ pk: item.pk, consistent: true })).toMatchObject({ readUnits, writeUnits: 0 });
        expect(await table.query({ pk: item.pk })).toMatchObject({ readUnits: readUnits / 2 });
        expect(await table.update(item, { set: { f: 'x' } })).toMatchObject({ writeUnits });
      },
    );

    test('a refused write costs what the item that stands would', async () => {
      const item = sized(3_000);
      await table.put(item);
      expect(await table.put(sized(10, item.pk), { unique: { attribute: 'pk', is: 'absent' } })).toMatchObject({
        ok: false,
        writeUnits: 3,
      });
    });

    test('an index entry costs once when it comes, changes or goes, twice when it moves, nothing when it stays', async () => {
      const key = { pk: newPk(), sk: 'A' };
      const item = { ...key, listPk: newPk(), listSk: '1', n: 1 };
      const units = [
        await table.put(item),
        await table.put(item),
        await table.update(key, { add: { n: 1 } }),
        await table.update(key, { set: { listSk: '2' } }),
        await table.delete(key),
      ].map((answer) => answer.writeUnits);
      expect(units).toStrictEqual([2, 1, 2, 3, 2]);
    });

    test('a write in a transaction costs twice', async () => {
      expect(await table.transact([{ put: sized(2_000) }])).toMatchObject({ ok: true, readUnits: 0, writeUnits: 4 });
    });

    test('a query rounds its items up together, not one by one', async () => {
      const pk = newPk();
      for (const sk of ['1', '2', '3', '4']) await table.put({ pk, sk, filler: 'x'.repeat(1_500) });
      expect((await table.query({ pk, consistent: true })).readUnits).toBe(2);
    });

    test('a page of few small items is one read', async () => {
      const pk = newPk();
      for (const sk of ['1', '2', '3', '4']) await table.put({ pk, sk });
      expect((await table.query({ pk, limit: 2 })).readUnits).toBe(0.5);
    });
  });

  describe('limits of the table', () => {
    const invalid = { name: 'ValidationException' };

    test('is a key that is empty or too long, in the table or in the index', async () => {
      const key = { pk: newPk(), sk: 'A' };
      for (const wrong of [
        { ...key, pk: '' },
        { ...key, sk: '' },
        { ...key, pk: 'x'.repeat(2_049) },
        { ...key, sk: 'x'.repeat(1_025) },
      ]) {
        await expect(table.put(wrong)).rejects.toMatchObject(invalid);
        await expect(table.update(wrong, {})).rejects.toMatchObject(invalid);
        await expect(table.get(wrong)).rejects.toMatchObject(invalid);
        await expect(table.delete(wrong)).rejects.toMatchObject(invalid);
      }
      const wrongKeys: Record<string, ItemValue>[] = [
        { listPk: '' },
        { listSk: '' },
        { listPk: 1 },
        { listPk: 'x'.repeat(2_049), listSk: 'A' },
      ];
      for (const wrong of wrongKeys) {
        await expect(table.put({ ...key, ...wrong })).rejects.toMatchObject(invalid);
        await expect(table.update(key, { set: wrong })).rejects.toMatchObject(invalid);
      }
      await expect(table.query({ pk: '' })).rejects.toMatchObject(invalid);
      expect(await read(key)).toBeUndefined();
    });

    test('is an item of more than 400 KB', async () => {
      const pk = newPk();
      const room = 400 * 1024 - pk.length - 6;
      const full = { pk, sk: 'A', f: 'x'.repeat(room) };
      expect((await table.put(full)).writeUnits).toBe(400);
      await expect(table.put({ ...full, f: 'x'.repeat(room + 1) })).rejects.toMatchObject(invalid);
      await expect(table.update(full, { set: { g: '' } })).rejects.toMatchObject(invalid);
      expect(await read(full)).toStrictEqual(full);
    });

    test('is a change of the key, of one attribute twice, or an add to text', async () => {
      const item = await stored({ text: 'x' });
      const changes: ItemChange[] = [
        { set: { sk: 'B' } },
        { remove: ['pk'] },
        { set: { a: 1 }, remove: ['a'] },
        { add: { text: 1 } },
      ];
      for (const change of changes) {
        await expect(table.update(item, change)).rejects.toMatchObject(invalid);
      }
      expect(await read(item)).toStrictEqual(item);
    });

    test('is a value that would not come back as it was', async () => {
      const key = { pk: newPk(), sk: 'A' };
      for (const wrong of [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        2 ** 53,
        new Date(0),
        new Map(),
        1n,
        [undefined],
        { constructor: 1 },
      ]) {
        await expect(table.put({ ...key, wrong: wrong as never })).rejects.toThrow(TypeError);
      }
      await expect(table.update(key, { add: { n: 0.5 } })).rejects.toThrow(TypeError);
      expect(await read(key)).toBeUndefined();
    });
  });
});
