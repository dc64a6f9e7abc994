import { expect, test } from 'vitest';
import { listEntries } from '../../shared/domain/credentials/bitstring.ts';
import { emptyLists, stateAt, withStates } from '../../shared/domain/credentials/list-state.ts';
import { statusListsOver } from '../../shared/storage/badges/status-lists.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { retryConflicts } from '../../shared/storage/table/retry-conflicts.ts';
import { onEachTable } from '../support/on-each-table.ts';

const named = { badge: 'verified', appliedAt: '2026-11-01T08:00:00.000Z', vouched: 'of what is said' };
const at = '2026-11-26T08:00:00.000Z';
/** These numbers one after the other, then from the start. */
const rolling = (...values: number[]) => {
  let i = 0;
  return () => values[i++ % values.length]!;
};
const ofIndex = (index: number) => (index + 0.5) / listEntries;

onEachTable(({ table, newPk }) => {
  const lists = statusListsOver(retryConflicts(table, { sleep: async () => {}, random: () => 0 }));

  test('an entry is given once: who draws one that is taken draws again', async () => {
    const [one, other] = [newPk(), newPk()];
    const first = await lists.give(one, named, { random: rolling(ofIndex(7)), at });
    const second = await lists.give(other, named, { random: rolling(ofIndex(7), ofIndex(131_071)), at });
    expect(first).toEqual({ ...named, list: first.list, index: 7 });
    expect(second).toEqual({ ...named, list: first.list, index: 131_071 });
    expect(await lists.entriesOf(one)).toEqual([first]);
    expect(await lists.entriesOf(newPk())).toEqual([]);
    const { accountIds } = await lists.ownersIn(first.list);
    expect(accountIds).toEqual(expect.arrayContaining([one, other]));
  });

  test('entries that are given at once are all different', async () => {
    const accounts = Array.from({ length: 8 }, () => newPk());
    const random = rolling(...[1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9].map((i) => ofIndex(i * 100)));
    const given = await Promise.all(accounts.map((account) => lists.give(account, named, { random, at })));
    expect(new Set(given.map(({ index }) => index)).size).toBe(accounts.length);
  });

  test('two writes of one version have the effect of the first', async () => {
    const list = await lists.last();
    const kept = (await lists.read(list))!;
    const changed = withStates(kept, [{ index: 3, revoked: true, suspended: false }]).lists;
    expect(await lists.write(list, { ...changed, version: kept.version })).toBe(true);
    expect(await lists.write(list, { ...emptyLists(), version: kept.version })).toBe(false);
    const now = (await lists.read(list))!;
    expect(now.version).toBe(kept.version + 1);
    expect(stateAt(now, 3)).toEqual({ revoked: true, suspended: false });
  });
});

test('a list of which as many are given as may be is followed by the next, and stays', async () => {
  const lists = statusListsOver(memoryTable(), 2);
  const random = rolling(ofIndex(1), ofIndex(2), ofIndex(3));
  expect(await lists.read(1)).toBeNull();
  const given = [];
  for (const account of ['a', 'b', 'c', 'd', 'e']) given.push(await lists.give(account, named, { random, at }));
  expect(given.map(({ list }) => list)).toEqual([0, 0, 1, 1, 2]);
  expect(await lists.last()).toBe(2);
  expect(await lists.read(0)).toEqual({ ...emptyLists(), version: 0 });
  expect(await lists.read(3)).toBeNull();
  expect(await lists.ownersIn(0)).toEqual({ accountIds: ['a', 'b'], cursor: undefined });
});
