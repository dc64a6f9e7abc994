import { decodeEntry, type Entry, encodeEntry, type Pledge } from '../../domain/usage/pledge.ts';
import { counterKey, grantsKey } from '../item-keys.ts';
import {
  type Clause,
  type Item,
  type ItemChange,
  StorageUnavailable,
  type Table,
  type WriteCondition,
} from '../table/table.ts';

/** The id of a counter: of a period (`periodStart`, ISO-8601 UTC), of prepaid credit (`CREDIT`), or of an app's share (`shareCounterOf`). */
export type CounterId = { readonly accountId: string; readonly periodStart: string };

/** A counter as read: `limit + credited = free + all entries + retired`, always. */
export type Counter = {
  readonly limit: number;
  readonly free: number;
  /** How many entries were removed so far. */
  readonly settled: number;
  readonly retired: number;
  /** Units given back for records that were charged more than once. */
  readonly credited: number;
  /** The version of the grants under which the limit was set. */
  readonly version: number;
  /** The units that it was opened with, which never change; pledges are stored relative to them. 0: not known. */
  readonly opened: number;
  /** The limit under which nothing was free and nothing could be given back; 0: none. */
  readonly usedUpOf: number;
  /** Units ever taken, by instance id. */
  readonly entries: Readonly<Record<string, number>>;
  /** Pledges by instance id; an instance without one is missing. */
  readonly pledges: Readonly<Record<string, Pledge>>;
  /** For prepaid credit: below this many free units more is bought automatically. Absent: it is not. */
  readonly topUpBelow?: number;
};

/** Whether the top-up job should decide if more is to be bought. */
export const isLow = ({ free, topUpBelow = Number.NEGATIVE_INFINITY }: Pick<Counter, 'free' | 'topUpBelow'>): boolean =>
  free < topUpBelow;

/** The counter's `opened`, needed if the entry has a pledge, which is stored relative to it. */
type OpenedWith = Partial<Pick<Counter, 'opened'>>;

/** One take of units. */
export type Take = CounterId & {
  readonly instanceId: string;
  /** Units asked for; 0: none, only the pledge changes. */
  readonly units: number;
  /** The instance's entry as last known; 0: none yet. */
  readonly entry: number;
  /** The pledge of that entry as last known, where it has one. */
  readonly pledged?: Pledge | undefined;
  /** The instance's pledge from now on. Absent: none, so it may spend all units that it takes. */
  readonly pledge?: Pledge;
  /** As last read; guards the first take of an entry that was removed. */
  readonly settled: number;
  /** The limit that the instance knows. */
  readonly limit: number;
} & OpenedWith;

/** `counter` is its state after the take, or as it refused the take; null: there is none. */
export type Taken = { readonly ok: boolean; readonly counter: Counter | null };

/** Counters of units. Every method may throw StorageUnavailable, and then may or may not have happened. */
export interface Counters {
  /** Strongly consistent. */
  read(id: CounterId): Promise<Counter | null>;
  /** Opens a counter with everything free, if there is none and the account's grants still have this version. Answers the stored one. */
  open(id: CounterId, limit: Opening): Promise<Counter | null>;
  take(take: Take): Promise<Taken>;
  /** Moves the limit, and `free` by the difference, if it is still `from` and was not set under a later version. */
  relimit(
    id: CounterId,
    change: { readonly from: number; readonly to: number; readonly version: number },
  ): Promise<Counter | null>;
  /** Removes an instance's entry if it is unchanged: `consumed` units stay spent (`retired`), the rest is free again. */
  reclaim(id: CounterId, settlement: CounterReclaim): Promise<boolean>;
}

/** A new counter's limit, its version, and the version of the grants if that differs. `measure`: the units that pledges are part of, if not the limit. */
export type Opening = Pick<Counter, 'version'> & { readonly units: number } & {
  readonly [name in 'grantsVersion' | 'measure']?: number | undefined;
};

/** The entry to remove, as it was read, and its consumed units. */
export type CounterReclaim = OpenedWith & {
  readonly instanceId: string;
  readonly entry: number;
  readonly pledged?: Pledge | undefined;
  readonly consumed: number;
};

/** The condition that an entry is unchanged since it was read. */
export const isAsRead = ({ instanceId, entry, pledged, opened = 0 }: Omit<CounterReclaim, 'consumed'>): Clause => ({
  attribute: entryOf(instanceId),
  equals: encodeEntry({ taken: entry, ...(pledged && { pledge: pledged }) }, opened),
});

/** The attribute that holds an instance's entry. */
export const entryOf = (instanceId: string): string => `${entryPrefix}${instanceId}`;
const entryPrefix = 't:';

/** Counters over the table: an item each. Every change is one conditional write that keeps the law. */
export function countersOver(table: Table): Counters {
  return {
    async read({ accountId, periodStart }) {
      const { item } = await table.get(counterKey(accountId, periodStart));
      return toCounter(item);
    },
    open: (id, limit) => open(table, id, limit),
    async take({ accountId, periodStart, ...take }) {
      const { instanceId, units, entry, settled, limit } = take;
      const attribute = entryOf(instanceId);
      const result = await table.update(counterKey(accountId, periodStart), changeOf(take), {
        'the limit is the one that is believed': { attribute: 'limit', equals: limit },
        ...(units > 0 && { 'so many units are free': { attribute: 'free', atLeast: units } }),
        ...(entry > 0
          ? { 'no other take of this instance has landed': isAsRead(take) }
          : {
              'no other first take has landed': { attribute, is: 'absent' },
              'no entry was removed since it was read': { attribute: 'settled', equals: settled },
            }),
      });
      return { ok: result.ok, counter: toCounter(result.ok ? result.item : result.old) };
    },
    async relimit({ accountId, periodStart }, { from, to, version }) {
      const result = await table.update(
        counterKey(accountId, periodStart),
        { set: { limit: to, version }, add: { free: to - from } },
        {
          'the limit is still the old one': { attribute: 'limit', equals: from },
          'it was not set under later grants': { attribute: 'version', atMost: version },
        },
      );
      return toCounter(result.ok ? result.item : result.old);
    },
    async reclaim({ accountId, periodStart }, settlement) {
      const { instanceId, entry, consumed } = settlement;
      const { ok } = await table.update(
        counterKey(accountId, periodStart),
        { remove: [entryOf(instanceId)], add: { free: entry - consumed, retired: consumed, settled: 1 } },
        { 'the entry is as it was read': isAsRead(settlement) },
      );
      return ok;
    },
  };
}

function changeOf({ instanceId, units, entry, pledge, opened = 0 }: Omit<Take, keyof CounterId>): ItemChange {
  const attribute = entryOf(instanceId);
  if (!pledge) return { add: { free: -units, [attribute]: units } };
  const next = encodeEntry({ taken: entry + units, pledge }, opened);
  return { set: { [attribute]: next }, ...(units > 0 && { add: { free: -units } }) };
}

async function open(
  table: Table,
  { accountId, periodStart }: CounterId,
  { units, version, grantsVersion = version, measure = units }: Opening,
): Promise<Counter | null> {
  const set = { limit: units, free: units, settled: 0, retired: 0, version, opened: measure };
  const result = await table.transact([
    { update: counterKey(accountId, periodStart), change: { set }, if: isNew },
    {
      check: grantsKey(accountId),
      if: { 'the grants are those that the limit was made of': { attribute: 'version', equals: grantsVersion } },
    },
  ]);
  if (result.ok) return { ...set, credited: 0, usedUpOf: 0, entries: {}, pledges: {} };
  const [refused] = result.reasons;
  if (refused && refused !== 'conflict') return toCounter(refused.old);
  if (result.reasons.includes('conflict')) throw new StorageUnavailable(new Error('Another transaction held the item'));
  return null;
}

const isNew: WriteCondition = { 'there is no counter yet': { attribute: 'limit', is: 'absent' } };

/** Null where there is no counter: no item, or one that was never opened. */
export function toCounter(item: Item | undefined): Counter | null {
  if (item?.limit === undefined) return null;
  const opened = Number(item.opened ?? 0);
  const entries = Object.entries(item).flatMap(([name, stored]): [string, Entry][] =>
    name.startsWith(entryPrefix) ? [[name.slice(entryPrefix.length), decodeEntry(stored, opened)]] : [],
  );
  return {
    limit: Number(item.limit),
    free: Number(item.free),
    settled: Number(item.settled),
    retired: Number(item.retired),
    credited: Number(item.credited ?? 0),
    version: Number(item.version),
    opened,
    usedUpOf: Number(item.usedUpOf ?? 0),
    entries: Object.fromEntries(entries.map(([id, { taken }]) => [id, taken])),
    pledges: Object.fromEntries(entries.flatMap(([id, { pledge }]) => (pledge ? [[id, pledge]] : []))),
    ...(item.topUpBelow !== undefined && { topUpBelow: Number(item.topUpBelow) }),
  };
}
