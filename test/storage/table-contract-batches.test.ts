import { describe, expect, test } from 'vitest';
import type { Key } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, stored }) => {
  describe('a batch of reads', () => {
    const filled = async (bytes: number) => {
      const pk = newPk();
      return stored({ pk, f: 'x'.repeat(bytes - 6 - pk.length) });
    };

    test('answers in the order of its keys, undefined where there is none', async () => {
      const [one, other] = [await stored({ n: 1 }), await stored({ n: 2, deep: { b: [true, null] } })];
      const missing = { pk: newPk(), sk: 'A' };
      const { items } = await table.getAll([other, missing, one]);
      expect(items).toStrictEqual([other, undefined, one]);
    });

    test('takes whole items for keys, and gives out what nobody else holds', async () => {
      const item = await stored({ list: [1] });
      const [first] = (await table.getAll([item])).items;
      (first as unknown as { list: number[] }).list.push(2);
      expect((await table.getAll([item])).items).toStrictEqual([item]);
    });

    test('costs what its reads would cost one by one, each rounded up', async () => {
      const items = [await filled(4_096), await filled(4_097), await filled(3_000), await filled(3_000)];
      expect(await table.getAll(items)).toMatchObject({ readUnits: 5, writeUnits: 0 });
    });

    test.each(['get', 'getAll'] as const)(
      '%s answers the named attributes alone, with the key, and costs as much',
      async (read) => {
        const item = await stored({ n: 1, 'odd name': 'x', map: { a: 1, b: [2] }, f: 'x'.repeat(5_000) });
        const of = async (attributes?: readonly string[]) => {
          if (read === 'get') return table.get(item, { attributes });
          const { items, ...units } = await table.getAll([item], { attributes });
          return { ...units, item: items[0] };
        };
        const { pk, sk } = item;
        const units = { readUnits: 2, writeUnits: 0 };
        expect(await of(['map', 'odd name', 'none'])).toStrictEqual({
          ...units,
          item: { pk, sk, map: { a: 1, b: [2] }, 'odd name': 'x' },
        });
        expect(await of(['none', 'pk', 'none'])).toStrictEqual({ ...units, item: { pk, sk } });
        expect(await of()).toStrictEqual({ ...units, item });
      },
    );

    test('sees what was just written', async () => {
      const item = await stored({ n: 1 });
      await table.update(item, { add: { n: 1 } });
      expect((await table.getAll([item])).items).toMatchObject([{ n: 2 }]);
    });

    const keys = (count: number): Key[] => Array.from({ length: count }, (_, i) => ({ pk: 'none', sk: String(i) }));

    test('takes up to 100 keys', async () => {
      expect((await table.getAll(keys(100))).items).toHaveLength(100);
    });

    test.each([
      ['no key', () => []],
      ['101 keys', () => keys(101)],
      ['two keys alike', () => [...keys(2), ...keys(1)]],
      ['an empty key', () => [{ pk: '', sk: 'A' }]],
    ])('for %s is refused', async (_, made) => {
      await expect(table.getAll(made())).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });
});
