import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { changesOver } from '../../shared/storage/billing/changes.ts';
import { changesKey } from '../../shared/storage/item-keys.ts';
import { itemSizeBytes } from '../../shared/storage/table/item.ts';
import { retryConflicts } from '../../shared/storage/table/retry-conflicts.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

/** The table, with what each call wrote. */
function metered(table: Table) {
  const units: number[] = [];
  const count = async <T extends { readonly writeUnits: number }>(call: Promise<T>): Promise<T> => {
    const result = await call;
    units.push(result.writeUnits);
    return result;
  };
  const counted: Table = {
    ...table,
    put: (...call) => count(table.put(...call)),
    update: (...call) => count(table.update(...call)),
  };
  return { counted, units };
}

onEachTable(({ table }) => {
  const fresh = () => table.delete(changesKey);
  const changes = changesOver(table);
  const size = async () => itemSizeBytes((await table.get(changesKey)).item ?? {});

  describe('the changes item', () => {
    test('is an empty view where nothing was announced', async () => {
      await fresh();
      expect(await changes.read()).toEqual({ version: 0, floor: 0, changed: new Map() });
    });

    test('names the account, with another nonce each time', async () => {
      await fresh();
      await changes.announce('acc_1');
      const first = await changes.read();
      await changes.announce('acc_2');
      await changes.announce('acc_1');
      const last = await changes.read();
      expect([...first.changed.keys()]).toEqual(['acc_1']);
      expect(new Set(last.changed.keys())).toEqual(new Set(['acc_1', 'acc_2']));
      expect(last.changed.get('acc_1')).not.toBe(first.changed.get('acc_1'));
      expect([first.version, last.version]).toEqual([1, 3]);
    });

    test('costs one write unit an announcement, and one more where it is emptied; it never outgrows 1 KB', async () => {
      await fresh();
      const { counted, units } = metered(table);
      const sizes: number[] = [];
      for (let i = 0; i < 60; i++) {
        await changesOver(counted).announce(randomUUID());
        sizes.push(await size());
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
      expect(new Set(units)).toEqual(new Set([1]));
      expect(units.length).toBeLessThanOrEqual(60 + 60 / 10);
      expect((await changes.read()).version).toBe(60);
    });

    test('keeps all announcements made at once, and emptying raises the floor past them', async () => {
      await fresh();
      const seen = new Set<string>();
      const accounts = Array.from({ length: 40 }, () => randomUUID());
      for (let i = 0; i < accounts.length; i += 4) {
        const before = await changes.read();
        await Promise.all(accounts.slice(i, i + 4).map((accountId) => changes.announce(accountId)));
        const after = await changes.read();
        expect(after.version).toBe(i + 4);
        const isToldOf = (accountId: string) => before.version < after.floor || after.changed.has(accountId);
        for (const accountId of accounts.slice(i, i + 4)) if (isToldOf(accountId)) seen.add(accountId);
      }
      expect(seen.size).toBe(accounts.length);
    });

    test('is not emptied of what was announced since it was looked at', async () => {
      await fresh();
      for (let i = 0; i < 14; i++) await changes.announce(`acc_${i}`);
      await table.update(changesKey, { set: { 'a:large': 'x'.repeat(800) } });
      const late: Table = {
        ...table,
        async get(key, options) {
          const read = await table.get(key, options);
          await table.transact([changes.announcement('acc_late')]);
          return read;
        },
      };
      await changesOver(late).prune();
      const view = await changes.read();
      expect(view.changed.has('acc_late')).toBe(true);
      expect(view.floor).toBe(0);
    });

    test('a reader who is behind what was forgotten can tell, and one who is not sees every change since', async () => {
      await fresh();
      await changes.announce('acc_1');
      const old = await changes.read();
      while ((await changes.read()).floor === 0) await changes.announce(randomUUID());
      const emptied = await changes.read();
      expect(old.version).toBeLessThan(emptied.floor);
      expect(emptied).toEqual({ version: emptied.version, floor: emptied.version, changed: new Map() });
      await changes.announce('acc_2');
      const next = await changes.read();
      expect(emptied.version).toBeGreaterThanOrEqual(next.floor);
      expect([...next.changed.keys()]).toEqual(['acc_2']);
    });

    test('as a part of a transaction an announcement is made or not with the rest, and prune bounds the item', async () => {
      await fresh();
      const other = { pk: `T#${randomUUID()}`, sk: '-' };
      const table2 = retryConflicts(table);
      const refused = await table2.transact([
        { check: other, if: { 'it is there': { attribute: 'pk', is: 'present' } } },
        changes.announcement('acc_1'),
      ]);
      expect([refused.ok, (await changes.read()).version]).toEqual([false, 0]);
      for (let i = 0; i < 30; i++) {
        await changes.prune();
        await table2.transact([{ put: other }, changes.announcement(randomUUID())]);
        expect(await size()).toBeLessThanOrEqual(1024);
      }
      expect((await changes.read()).version).toBe(30);
    });
  });
});
