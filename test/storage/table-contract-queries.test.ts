import { beforeAll, describe, expect, test } from 'vitest';
import type { Query } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, allPages }) => {
  describe('query', () => {
    const sks = ['A', 'B#1', 'B#10', 'B#2', 'C', 'é', '\uffff', '😀'];
    let pk: string;

    beforeAll(async () => {
      pk = newPk();
      for (const sk of sks.toReversed()) await table.put({ pk, sk, n: sk.length });
    });

    test('gives the partition in the order of UTF-8 bytes, and the other way round', async () => {
      expect(await allPages({ pk })).toStrictEqual([sks]);
      expect(await allPages({ pk, descending: true })).toStrictEqual([sks.toReversed()]);
    });

    test('an unknown partition is one empty page', async () => {
      expect(await table.query({ pk: newPk() })).toMatchObject({ items: [], writeUnits: 0 });
    });

    test.each<[Omit<Query, 'pk'>, string[]]>([
      [{ skPrefix: 'B#1' }, ['B#1', 'B#10']],
      [{ skPrefix: '' }, sks],
      [{ from: 'B#10' }, sks.slice(2)],
      [{ from: '' }, sks],
      [{ to: 'C' }, sks.slice(0, 4)],
      [{ from: 'B#1', to: 'C' }, sks.slice(1, 4)],
      [{ from: 'B#1', to: 'C', descending: true }, sks.slice(1, 4).toReversed()],
      [{ from: 'B', to: 'Bzz', descending: true, limit: 1 }, sks.slice(1, 4).toReversed()],
      [{ from: 'B#1', to: 'B#1' }, []],
      [{ from: 'C', to: 'A' }, []],
      [{ to: '' }, []],
    ])('%j gives %j', async (bounds, expected) => {
      expect((await allPages({ pk, ...bounds })).flat()).toStrictEqual(expected);
    });

    test.each([false, true])('pages tile the range, whatever the limit (descending: %s)', async (descending) => {
      const range = { pk, from: 'B', to: '\uffff', descending };
      const [all = []] = await allPages(range);
      for (let limit = 1; limit <= 6; limit++) {
        const pages = await allPages({ ...range, limit });
        expect(pages.flat()).toStrictEqual(all);
        expect(pages.map((page) => page.length)).toStrictEqual(
          pages.map((_, n) => Math.min(limit, all.length - n * limit)),
        );
      }
    });

    test('a page may be 1 to 1000 items', async () => {
      for (const limit of [0, -1, 1.5, 1_001]) await expect(table.query({ pk, limit })).rejects.toThrow('1 to 1000');
    });

    test('a cursor outlives the item that it points at', async () => {
      const own = newPk();
      for (const sk of ['1', '2', '3']) await table.put({ pk: own, sk });
      const { cursor } = await table.query({ pk: own, limit: 2 });
      await table.delete({ pk: own, sk: '2' });
      expect((await table.query({ pk: own, cursor: cursor! })).items).toStrictEqual([{ pk: own, sk: '3' }]);
    });

    test('without a limit a page ends near 1 MB, and the cursor goes on', async () => {
      const own = newPk();
      for (const sk of ['1', '2', '3', '4', '5']) await table.put({ pk: own, sk, filler: 'x'.repeat(300_000) });
      expect(await allPages({ pk: own })).toStrictEqual([['1', '2', '3', '4'], ['5']]);
      expect(await allPages({ pk: own, limit: 5 })).toStrictEqual([['1', '2', '3', '4', '5']]);
    });

    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    test.each([
      ['nothing', ''],
      ['no JSON', 'abc'],
      ['no list', encoded({ sk: 'A' })],
      ['another length', encoded(['A', 'B'])],
      ['no text', encoded([1])],
      ['empty text', encoded([''])],
      ['a broken character', Buffer.from('["\\ud800"]').toString('base64url')],
      ['a place before the range', encoded(['A'])],
      ['a place after the range', encoded(['C'])],
      ['a place beyond any key', encoded([`B${'x'.repeat(1_024)}`])],
    ])('a cursor that holds %s is refused by name', async (_what, cursor) => {
      await expect(table.query({ pk, from: 'B', to: 'C', cursor })).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ field: 'cursor' }],
      });
    });
  });

  describe('the index', () => {
    test('holds exactly the items that have both of its keys, as they are now', async () => {
      const listPk = newPk();
      const keys = [newPk(), newPk(), newPk(), newPk()] as const;
      await table.put({ pk: keys[0], sk: 'A', listPk, listSk: '2', n: 1 });
      await table.put({ pk: keys[1], sk: 'B', listPk, listSk: '1' });
      await table.put({ pk: keys[2], sk: 'C', listPk });
      await table.put({ pk: keys[3], sk: 'D', listPk, listSk: '3' });
      await table.update({ pk: keys[3], sk: 'D' }, { remove: ['listSk'] });
      expect(await allPages({ pk: listPk, index: 'lists' })).toStrictEqual([['B', 'A']]);
      await table.update({ pk: keys[1], sk: 'B' }, { set: { listSk: '9' } });
      const { items } = await table.query({ pk: listPk, index: 'lists' });
      expect(items.map((item) => item.sk)).toStrictEqual(['A', 'B']);
      expect(items[0]).toStrictEqual({ pk: keys[0], sk: 'A', listPk, listSk: '2', n: 1 });
      await table.delete({ pk: keys[0], sk: 'A' });
      expect(await allPages({ pk: listPk, index: 'lists' })).toStrictEqual([['B']]);
    });

    test('pages visit entries that share a place once each, in both directions and with bounds', async () => {
      const listPk = newPk();
      const sks = Array.from({ length: 9 }, (_, n) => `${n}`);
      for (const sk of sks) {
        await table.put({ pk: newPk(), sk, listPk, listSk: Number(sk) < 3 ? '1' : Number(sk) < 6 ? '2' : '3' });
      }
      for (const descending of [false, true]) {
        const pages = await allPages({ pk: listPk, index: 'lists', limit: 2, descending });
        expect(pages.flat().toSorted()).toStrictEqual(sks);
        const bounded = await allPages({ pk: listPk, index: 'lists', from: '2', to: '3', limit: 2, descending });
        expect(bounded.flat().toSorted()).toStrictEqual(['3', '4', '5']);
        const prefixed = await allPages({ pk: listPk, index: 'lists', skPrefix: '3', limit: 1, descending });
        expect(prefixed.flat().toSorted()).toStrictEqual(['6', '7', '8']);
      }
    });

    test('cannot be read consistently', async () => {
      await expect(table.query({ pk: 'x', index: 'lists', consistent: true })).rejects.toThrow('consistently');
    });
  });
});
