import { describe, expect, test } from 'vitest';
import { onEachTable } from '../support/on-each-table.ts';

onEachTable(({ table, newPk, stored, read }) => {
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

    test('with no write, 101, two on one item, or a check of nothing are errors', async () => {
      const key = { pk: newPk(), sk: 'A' };
      const many = Array.from({ length: 101 }, (_, n) => ({ put: { ...key, sk: `${n}` } }));
      for (const writes of [[], many, [{ put: key }, { delete: key }], [{ check: key, if: {} }]]) {
        await expect(table.transact(writes)).rejects.toMatchObject({ name: 'ValidationException' });
      }
      expect((await table.transact(many.slice(1))).ok).toBe(true);
    });
  });
});
