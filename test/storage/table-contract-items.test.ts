import { describe, expect, test } from 'vitest';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, stored, read }) => {
  describe('get and put', () => {
    test('give back every kind of value as it was put', async () => {
      const item = await stored({
        text: 'Zoë 😀',
        empty: '',
        count: -12.5,
        zero: 0,
        yes: true,
        nothing: null,
        bytes: new Uint8Array([0, 255, 7]),
        list: [1, 'two', [null, { deep: new Uint8Array([1]) }]],
        map: { a: { b: {} }, c: [] },
        ttl: 1_800_000_000,
      });
      expect(await read(item)).toStrictEqual(item);
    });

    test('a missing item is absent, not empty', async () => {
      expect(await table.get({ pk: newPk(), sk: 'A' })).toStrictEqual({ readUnits: 1, writeUnits: 0 });
    });

    test('a put replaces the whole item, and answers with both', async () => {
      const old = await stored({ a: 1, b: 2 });
      const item = { pk: old.pk, sk: old.sk, c: 3 };
      expect(await table.put(item)).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 1, old, item });
      expect(await read(old)).toStrictEqual(item);
    });

    test('attributes that are undefined are not stored', async () => {
      const item = await stored({ a: undefined, map: { b: undefined } });
      expect(await read(item)).toStrictEqual({ pk: item.pk, sk: 'A', map: {} });
    });

    test('nothing given or taken is shared with the store', async () => {
      const list = [1];
      const bytes = new Uint8Array([1]);
      const item = await stored({ list, bytes });
      list.push(2);
      bytes[0] = 9;
      const first = (await read(item)) as unknown as { list: number[]; bytes: Uint8Array };
      first.list.push(3);
      first.bytes[0] = 8;
      const answer = await table.update(item, { set: { touched: true } });
      (answer as unknown as { item: { list: number[] } }).item.list.push(4);
      expect(await read(item)).toMatchObject({ list: [1], bytes: new Uint8Array([1]) });
    });
  });

  describe('insert', () => {
    test('puts an item where none is, and answers its units', async () => {
      const item = { pk: newPk(), sk: 'A', text: 'Zoë 😀', map: { 'any name': [1, null] }, filler: 'x'.repeat(1_100) };
      expect(await table.insert(item)).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 2 });
      expect(await read(item)).toStrictEqual(item);
    });

    test('replaces nothing: the item that is there stays as it is', async () => {
      const old = await stored({ a: 1 });
      expect(await table.insert({ pk: old.pk, sk: old.sk, b: 2 })).toStrictEqual({
        ok: false,
        readUnits: 0,
        writeUnits: 1,
      });
      expect(await read(old)).toStrictEqual(old);
    });

    test('one of several at once on one key is stored', async () => {
      const key = { pk: newPk(), sk: 'A' };
      const results = await Promise.all([1, 2, 3, 4].map((n) => table.insert({ ...key, n })));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await read({ ...key })).toMatchObject({ n: results.findIndex(({ ok }) => ok) + 1 });
    });

    test('an item in the index is listed', async () => {
      const listPk = newPk();
      await table.insert({ pk: newPk(), sk: 'A', listPk, listSk: '1' });
      expect((await table.query({ pk: listPk, index: 'lists' })).items).toHaveLength(1);
    });
  });

  describe('update and delete', () => {
    test('an update sets, removes and adds, and leaves the rest', async () => {
      const old = await stored({ a: 1, b: 2, keep: 'x', n: 5 });
      const answer = await table.update(old, { set: { a: 'new' }, remove: ['b', 'unknown'], add: { n: -2, fresh: 7 } });
      const item = { pk: old.pk, sk: 'A', a: 'new', keep: 'x', n: 3, fresh: 7 };
      expect(answer).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 1, old, item });
      expect(await read(old)).toStrictEqual(item);
    });

    test('an update makes the item where there is none, be the change empty', async () => {
      const key = { pk: newPk(), sk: 'A' };
      expect(await table.update(key, {})).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 1, item: key });
      expect(await read(key)).toStrictEqual(key);
    });

    test('attribute names may be reserved words or look like paths', async () => {
      const old = await stored({ 'a.b': 1, name: 'x' });
      await table.update(old, { set: { 'c[0]': 1, status: 's' }, remove: ['a.b'], add: { '#n': 1 } });
      expect(await read(old)).toStrictEqual({ pk: old.pk, sk: 'A', name: 'x', 'c[0]': 1, status: 's', '#n': 1 });
    });

    test('a delete answers with what it deleted, and succeeds on nothing', async () => {
      const old = await stored({ a: 1 });
      expect(await table.delete(old)).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 1, old });
      expect(await read(old)).toBeUndefined();
      expect(await table.delete(old)).toStrictEqual({ ok: true, readUnits: 0, writeUnits: 1 });
    });
  });
});
