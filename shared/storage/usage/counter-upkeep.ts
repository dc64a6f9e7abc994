import type { NotifiedPart } from '../../domain/usage/usage-notice.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { counterKey, counterPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemChange, Table, WriteCondition } from '../table/table.ts';
import { type Counter, type CounterId, type CounterReclaim, entryOf, isAsRead, toCounter } from './counters.ts';

/** The subject of a notice: an allowance or bought credit, or the overage that a spend cap pays for. */
export type NotifiedOf = 'allowance' | 'cap';

/** A counter as its upkeep sees it. */
export type StoredCounter = CounterId &
  Counter & {
    /** Units that instances which died may have served and never reported. They serve nobody. */
    readonly unusable: number;
    /** When the last of them became so, ISO-8601 UTC; null: none are. */
    readonly unusableAt: string | null;
    /** The limit under which a call was refused while nothing was free; 0: none. */
    readonly refusedOf: number;
    readonly lastNotified: Readonly<Record<NotifiedOf, NotifiedPart>>;
  };

/** Rare changes of counters. Every method may throw StorageUnavailable. */
export interface CounterUpkeep {
  /** Every counter of an account, strongly consistent. */
  ofAccount(accountId: string): Promise<readonly StoredCounter[]>;
  /** `Counters.reclaim` for a fenced instance: `unusable` of the consumed units were never reported. */
  reclaimSilent(
    id: CounterId,
    settlement: CounterReclaim & { readonly unusable: number; readonly at: string },
  ): Promise<boolean>;
  /** Strongly consistent. */
  find(id: CounterId): Promise<StoredCounter | null>;
  /** Stores the part that its buyer was last notified of. */
  setLastNotified(id: CounterId, of: NotifiedOf, lastNotified: NotifiedPart): Promise<void>;
  /** If still nothing is free: notes that a call was refused under this limit, and whether anything may come back. */
  setRefused(id: CounterId, limit: number, isUsedUp: boolean): Promise<void>;
  /** Makes all unusable units free again, if their number is unchanged. */
  freeUnusable(id: CounterId, unusable: number): Promise<boolean>;
  /** `freeUnusable`, with a line in the trail. */
  release(id: CounterId, unusable: number, audit: AuditEntry): Promise<boolean>;
}

/** Rare changes of counters over the table. Each keeps `limit + credited = free + all entries + retired`. */
export function counterUpkeepOver(table: Table): CounterUpkeep {
  return {
    async ofAccount(accountId) {
      const items = await readAll(table, { pk: counterPartition(accountId) });
      return items.flatMap((item) => toStoredCounter(accountId, item) ?? []);
    },
    async reclaimSilent({ accountId, periodStart }, { unusable, at, ...settlement }) {
      const { instanceId, entry, consumed } = settlement;
      const { ok } = await table.update(
        counterKey(accountId, periodStart),
        {
          ...(unusable > 0 && { set: { unusableAt: at } }),
          remove: [entryOf(instanceId)],
          add: { free: entry - consumed, retired: consumed, settled: 1, unusable },
        },
        {
          'the entry is as it was read': isAsRead(settlement),
        },
      );
      return ok;
    },
    async find({ accountId, periodStart }) {
      const { item } = await table.get(counterKey(accountId, periodStart));
      return item ? toStoredCounter(accountId, item) : null;
    },
    async setLastNotified({ accountId, periodStart }, of, { percent, units }) {
      const names = notifiedAttributes[of];
      await table.update(
        counterKey(accountId, periodStart),
        { set: { [names.percent]: percent, [names.units]: units } },
        { 'there is such a counter': { attribute: 'limit', is: 'present' } },
      );
    },
    async setRefused({ accountId, periodStart }, limit, isUsedUp) {
      await table.update(
        counterKey(accountId, periodStart),
        { set: { refusedOf: limit, usedUpOf: isUsedUp ? limit : 0 } },
        {
          'the limit is that one': { attribute: 'limit', equals: limit },
          'nothing is free': { attribute: 'free', atMost: 0 },
        },
      );
    },
    async freeUnusable({ accountId, periodStart }, unusable) {
      const { ok } = await table.update(counterKey(accountId, periodStart), freeAgain(unusable), asMany(unusable));
      return ok;
    },
    async release({ accountId, periodStart }, unusable, audit) {
      const { ok } = await table.transact([
        {
          update: counterKey(accountId, periodStart),
          change: freeAgain(unusable),
          if: asMany(unusable),
        },
        auditLine(audit),
      ]);
      return ok;
    },
  };
}

const freeAgain = (unusable: number): ItemChange => ({
  add: { free: unusable, retired: -unusable, unusable: -unusable },
  remove: ['unusableAt'],
});
const asMany = (unusable: number): WriteCondition => ({
  'as many units are unusable': { attribute: 'unusable', equals: unusable },
});

const notifiedAttributes = {
  allowance: { percent: 'told', units: 'toldOf' },
  cap: { percent: 'capTold', units: 'capToldOf' },
} as const;

function lastNotifiedIn(item: Item, of: NotifiedOf): NotifiedPart {
  const { percent, units } = notifiedAttributes[of];
  return { percent: Number(item[percent] ?? 0), units: Number(item[units] ?? 0) };
}

function toStoredCounter(accountId: string, item: Item): StoredCounter | null {
  const counter = toCounter(item);
  return (
    counter && {
      accountId,
      periodStart: item.sk,
      ...counter,
      unusable: Number(item.unusable ?? 0),
      refusedOf: Number(item.refusedOf ?? 0),
      unusableAt: typeof item.unusableAt === 'string' ? item.unusableAt : null,
      lastNotified: { allowance: lastNotifiedIn(item, 'allowance'), cap: lastNotifiedIn(item, 'cap') },
    }
  );
}
