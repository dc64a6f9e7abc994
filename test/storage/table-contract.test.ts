import { beforeAll, describe, expect, inject, test } from 'vitest';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import type { Change, Condition, Item, Query, Table, Value, WriteResult } from '../../shared/storage/table.ts';
import { newDynamoTable } from '../support/tables.ts';

const adapters: readonly [string, () => Promise<Table>][] = [
  ['the memory table', async () => memoryTable()],
  ['DynamoDB', () => newDynamoTable(inject('dynamoDbEndpoint'))],
];

describe.each(adapters)('%s', (_name, open) => {
  let table: Table;
  let pks = 0;
  const newPk = () => `P#${++pks}`;

  beforeAll(async () => {
    table = await open();
  });

  const stored = async (attributes: Record<string, unknown> = {}, sk = 'A'): Promise<Item> => {
    const item = { pk: newPk(), sk, ...attributes } as Item;
    await table.put(item);
    return item;
  };
  const read = async ({ pk, sk }: Item) => (await table.get({ pk, sk })).item;
  const allPages = async (query: Query) => {
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await table.query({ ...query, ...(cursor !== undefined && { cursor }) });
      pages.push(page.items.map((item) => item.sk));
      cursor = page.cursor;
    }
    return pages;
  };

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

  describe('conditions', () => {
    const cases: readonly [string, Condition[string], boolean][] = [
      ['absent on a missing attribute', { attribute: 'x', is: 'absent' }, true],
      ['absent on a null', { attribute: 'nothing', is: 'absent' }, false],
      ['present on a null', { attribute: 'nothing', is: 'present' }, true],
      ['present on a missing attribute', { attribute: 'x', is: 'present' }, false],
      ['an equal number', { attribute: 'n', equals: 5 }, true],
      ['another number', { attribute: 'n', equals: 6 }, false],
      ['the number as text', { attribute: 'n', equals: '5' }, false],
      ['an equal text', { attribute: 's', equals: 'm' }, true],
      ['an equal boolean', { attribute: 'yes', equals: true }, true],
      ['another boolean', { attribute: 'yes', equals: false }, false],
      ['equal to a missing attribute', { attribute: 'x', equals: 5 }, false],
      ['equal or absent on a missing attribute', { attribute: 'x', equals: 5, orAbsent: true }, true],
      ['equal or absent on another value', { attribute: 'n', equals: 6, orAbsent: true }, false],
      ['at most the same number', { attribute: 'n', atMost: 5 }, true],
      ['at most less', { attribute: 'n', atMost: 4.5 }, false],
      ['at most for a text', { attribute: 's', atMost: 'n' }, true],
      ['at most across types', { attribute: 's', atMost: 5 }, false],
      ['at most on a missing attribute', { attribute: 'x', atMost: 5 }, false],
      ['at most or absent on a missing attribute', { attribute: 'x', atMost: 5, orAbsent: true }, true],
      ['at least the same number', { attribute: 'n', atLeast: 5 }, true],
      ['at least more', { attribute: 'n', atLeast: 6 }, false],
      ['at least or absent on too little', { attribute: 'n', atLeast: 6, orAbsent: true }, false],
      ['at least by UTF-8 bytes, not by UTF-16', { attribute: 'emoji', atLeast: '\uffff' }, true],
    ];

    test.each(cases)('%s: %o holds: %s', async (_what, clause, holds) => {
      const old = await stored({ n: 5, s: 'm', yes: true, nothing: null, emoji: '😀' });
      const results: WriteResult[] = [
        await table.update(old, { set: { touched: 1 } }, { guard: clause }),
        await table.put({ ...old, touched: 1 }, { guard: clause }),
        await table.delete(old, { guard: clause }),
      ];
      const after = await read(old);
      expect(results.map((result) => result.ok)).toStrictEqual([holds, holds, holds]);
      expect(after).toStrictEqual(holds ? undefined : old);
    });

    test('a refusal names exactly the clauses that failed, in order, and shows the item as it stands', async () => {
      const old = await stored({ version: 2, open: true });
      const answer = await table.update(
        old,
        { set: { version: 3 } },
        {
          'still open': { attribute: 'open', equals: true },
          'not raced': { attribute: 'version', equals: 1 },
          'not deleted': { attribute: 'deletedAt', is: 'present' },
        },
      );
      const failed = ['not raced', 'not deleted'];
      expect(answer).toStrictEqual({ ok: false, readUnits: 0, writeUnits: 1, failed, old });
      expect(await read(old)).toStrictEqual(old);
    });

    test('a refusal on a missing item has no old item', async () => {
      const answer = await table.delete({ pk: newPk(), sk: 'A' }, { exists: { attribute: 'pk', is: 'present' } });
      expect(answer).toStrictEqual({ ok: false, readUnits: 0, writeUnits: 1, failed: ['exists'] });
    });

    test('of many that insert the same item at once, one does', async () => {
      const pk = newPk();
      const insert = (who: number) => table.put({ pk, sk: 'A', who }, { unique: { attribute: 'pk', is: 'absent' } });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, who) => insert(who)));
      const winners = answers.flatMap((answer) => (answer.ok ? [answer.item?.who] : []));
      expect(winners).toHaveLength(1);
      expect(await read({ pk, sk: 'A' })).toMatchObject({ who: winners[0] });
    });

    test('concurrent adds under a bound never pass it, and use all of it', async () => {
      const key = { pk: newPk(), sk: 'A' };
      const take = () =>
        table.update(key, { add: { used: 3 } }, { bound: { attribute: 'used', atMost: 30 - 3, orAbsent: true } });
      const answers = await Promise.all(Array.from({ length: 25 }, take));
      expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
      expect(answers.find((answer) => !answer.ok)).toMatchObject({ failed: ['bound'], old: { used: 30 } });
      expect(await read(key)).toMatchObject({ used: 30 });
    });
  });

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

  describe('transactions', () => {
    test('write everything when every condition holds', async () => {
      const [a, b, c] = [await stored({ n: 1 }), await stored({ n: 1 }), await stored({ n: 1 })];
      const fresh = { pk: newPk(), sk: 'A' };
      const answer = await table.transact([
        { put: { ...fresh, n: 0 }, if: { unique: { attribute: 'pk', is: 'absent' } } },
        { update: a, change: { add: { n: 1 } }, if: { 'not raced': { attribute: 'n', equals: 1 } } },
        { delete: b },
        { check: c, if: { exists: { attribute: 'pk', is: 'present' } } },
      ]);
      expect(answer.ok).toBe(true);
      expect(await Promise.all([read(fresh), read(a), read(b), read(c)])).toStrictEqual([
        { ...fresh, n: 0 },
        { ...a, n: 2 },
        undefined,
        c,
      ]);
    });

    test('write nothing when one condition fails, and say of each write whether and why it was the reason', async () => {
      const [a, b] = [await stored({ n: 1, m: 1 }), await stored({ n: 1 })];
      const missing = { pk: newPk(), sk: 'A' };
      const answer = await table.transact([
        {
          update: a,
          change: { add: { n: 1 } },
          if: { n1: { attribute: 'n', equals: 1 }, m2: { attribute: 'm', equals: 2 } },
        },
        { put: { ...b, n: 9 } },
        { check: missing, if: { exists: { attribute: 'pk', is: 'present' } } },
      ]);
      const reasons = [{ failed: ['m2'], old: a }, null, { failed: ['exists'] }];
      expect(answer).toStrictEqual({ ok: false, readUnits: 0, writeUnits: 0, reasons });
      expect(await Promise.all([read(a), read(b)])).toStrictEqual([a, b]);
    });

    test('with the same token apply once, and answer as if they had applied again', async () => {
      const counter = await stored({ n: 0 });
      const once = () =>
        table.transact([{ update: counter, change: { add: { n: 1 } } }], { token: 'x'.repeat(99) + counter.pk });
      expect([(await once()).ok, (await once()).ok, (await once()).ok]).toStrictEqual([true, true, true]);
      expect(await read(counter)).toMatchObject({ n: 1 });
    });

    test('that were refused may be tried again with the same token', async () => {
      const counter = await stored({ n: 0 });
      const condition = { opened: { attribute: 'open', is: 'present' } } as const;
      const attempt = () =>
        table.transact([{ update: counter, change: { add: { n: 1 } }, if: condition }], {
          token: `retry ${counter.pk}`,
        });
      expect((await attempt()).ok).toBe(false);
      await table.update(counter, { set: { open: true } });
      expect((await attempt()).ok).toBe(true);
      expect(await read(counter)).toMatchObject({ n: 1 });
    });

    test('with the same token and other writes are an error', async () => {
      const counter = await stored({ n: 0 });
      const add = (n: number) => table.transact([{ update: counter, change: { add: { n } } }], { token: counter.pk });
      await add(1);
      await expect(add(2)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
      expect(await read(counter)).toMatchObject({ n: 1 });
    });

    test('that race move each unit once', async () => {
      const [from, to] = [await stored({ n: 5 }), await stored({ n: 0 })];
      const move = () =>
        table.transact([
          { update: from, change: { add: { n: -1 } }, if: { enough: { attribute: 'n', atLeast: 1 } } },
          { update: to, change: { add: { n: 1 } } },
        ]);
      const answers = await Promise.all(Array.from({ length: 12 }, move));
      const moved = answers.filter((answer) => answer.ok).length;
      expect(moved).toBeGreaterThan(0);
      expect([(await read(from))?.n, (await read(to))?.n]).toStrictEqual([5 - moved, moved]);
      for (const answer of answers) if (!answer.ok) expect(answer.reasons.some((reason) => reason !== null)).toBe(true);
    });

    test('of no write, of 101, of two on one item, or with a check of nothing are errors', async () => {
      const key = { pk: newPk(), sk: 'A' };
      const many = Array.from({ length: 101 }, (_, n) => ({ put: { ...key, sk: `${n}` } }));
      for (const writes of [[], many, [{ put: key }, { delete: key }], [{ check: key, if: {} }]]) {
        await expect(table.transact(writes)).rejects.toMatchObject({ name: 'ValidationException' });
      }
      expect((await table.transact(many.slice(1))).ok).toBe(true);
    });
  });

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
  });

  describe('what the table does not take', () => {
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
      const wrongKeys: Record<string, Value>[] = [
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
      const changes: Change[] = [
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
