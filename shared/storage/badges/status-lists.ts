import type { GivenEntry } from '../../domain/badges/given-entry.ts';
import { listEntries } from '../../domain/credentials/bitstring.ts';
import { type EncodedLists, emptyLists } from '../../domain/credentials/list-state.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write } from '../table/table.ts';
import {
  accountStatusKey,
  accountStatusPartition,
  statusEntriesPrefix,
  statusEntryKey,
  statusListHeadKey,
  statusListKey,
  statusListPartition,
} from './status-list-keys.ts';

/** Both lists of one number; `version` counts their changes, 0: nothing was ever said in them. */
export type StoredLists = EncodedLists & { readonly version: number };
/** A page of the accounts that have entries in a list. Without `cursor` it is the last. */
export type EntryOwners = { readonly accountIds: readonly string[]; readonly cursor?: string };

/** Status lists and their entries. */
export interface StatusLists {
  /** Entries that were given to badges of the account, the first first. Strongly consistent. */
  entriesOf(accountId: string): Promise<readonly GivenEntry[]>;
  /** Gives an entry that nobody has, at random, of the list that is being filled. `random` answers 0 up to 1. */
  give(accountId: string, entry: Omit<GivenEntry, 'list' | 'index'>, of: Giving): Promise<GivenEntry>;
  /** Null where there is no such list. Strongly consistent. */
  read(list: number): Promise<StoredLists | null>;
  /** Without effect, and false, where they have changed since this version was read. */
  write(list: number, lists: StoredLists): Promise<boolean>;
  /** The number of the list that is being filled; those before it are half full. */
  last(): Promise<number>;
  /** The accounts that have entries in a list, a page at a time. An account with several entries comes several times. */
  ownersIn(list: number, cursor?: string): Promise<EntryOwners>;
}

/** The randomness that places an entry, and the time of it. */
export type Giving = { readonly random: () => number; readonly at: string };

/** So many entries of a list are given: a random one is free every other time, and half of the list speaks of nobody. */
const maxGiven = listEntries / 2;
/** All of them hit one that is taken once in 2^40 times. */
const tries = 40;
const ownersAtOnce = 500;
const absent = { attribute: 'pk', is: 'absent' } as const;

/** Status lists of credentials over the table. `capacity`: how many entries of a list are given before the next one begins. */
export function statusListsOver(table: Table, capacity = maxGiven): StatusLists {
  const head = async () => {
    const { item } = await table.get(statusListHeadKey);
    return { list: Number(item?.list ?? 0), given: Number(item?.given ?? 0) };
  };
  const beginNext = (list: number) =>
    table.update(
      statusListHeadKey,
      { set: { list: list + 1, given: 0 } },
      { 'nobody else began it': { attribute: 'list', equals: list, orAbsent: true } },
    );
  return {
    async entriesOf(accountId) {
      const items = await readAll(table, { pk: accountStatusPartition(accountId) });
      return items.toSorted((a, b) => String(a.at).localeCompare(String(b.at))).map(toEntry);
    },
    async give(accountId, named, { random, at }) {
      for (let i = 0; i < tries; i += 1) {
        const { list, given } = await head();
        if (given >= capacity) {
          await beginNext(list);
          continue;
        }
        const entry = { ...named, list, index: Math.floor(random() * listEntries) };
        const { ok } = await table.transact(giving(accountId, entry, at));
        if (ok) return entry;
      }
      throw new Error(`No free entry of the status lists was found in ${tries} tries.`);
    },
    async read(list) {
      const { item } = await table.get(statusListKey(list));
      if (item)
        return {
          revocation: String(item.revocation),
          suspension: String(item.suspension),
          version: Number(item.version),
        };
      return list <= (await head()).list ? { ...emptyLists(), version: 0 } : null;
    },
    async write(list, { version, ...lists }) {
      const { ok } = await table.put(
        { ...statusListKey(list), ...lists, version: version + 1 },
        { 'nobody else changed them': version === 0 ? absent : { attribute: 'version', equals: version } },
      );
      return ok;
    },
    last: async () => (await head()).list,
    async ownersIn(list, cursor) {
      const query = { pk: statusListPartition(list), skPrefix: statusEntriesPrefix, limit: ownersAtOnce, cursor };
      const page = await table.query({ ...query, consistent: true });
      return { accountIds: page.items.map(({ accountId }) => String(accountId)), cursor: page.cursor };
    },
  };
}

const giving = (accountId: string, entry: GivenEntry, at: string): Write[] => [
  { put: { ...statusEntryKey(entry), accountId }, if: { 'nobody was given it': absent } },
  { put: { ...accountStatusKey(accountId, entry), ...entry, at } },
  {
    update: statusListHeadKey,
    change: { set: { list: entry.list }, add: { given: 1 } },
    if: { 'the list is the one that is being filled': { attribute: 'list', equals: entry.list, orAbsent: true } },
  },
];

const toEntry = ({ list, index, badge, appliedAt, vouched }: Item): GivenEntry => ({
  list: Number(list),
  index: Number(index),
  badge: String(badge),
  appliedAt: String(appliedAt),
  vouched: String(vouched),
});
