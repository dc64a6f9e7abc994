import { describe, expect, test } from 'vitest';
import type { WriteCondition, WriteResult } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, stored, read }) => {
  describe('conditions', () => {
    const cases: readonly [string, WriteCondition[string], boolean][] = [
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
      ['different from an equal number', { attribute: 'n', differs: 5 }, false],
      ['different from another number', { attribute: 'n', differs: 6 }, true],
      ['different from the number as text', { attribute: 'n', differs: '5' }, true],
      ['different from anything on a missing attribute', { attribute: 'x', differs: 5 }, true],
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

    test('let one of many inserts of the same item at once pass', async () => {
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
});
