import type { NotifiedPart } from '../../domain/usage/usage-notice.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { counterKey, counterPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemChange, Table, WriteCondition } from '../table/table.ts';
import { type Counter, type CounterId, type CounterReclaim, entryOf, isAsRead, toCounter } from './counters.ts';

/** Of what: an allowance or bought credit, and of what a spend cap pays for beyond an allowance. */
export type NotifiedOf = 'allowance' | 'cap';

/** A counter as its upkeep sees it. */
export type StoredCounter = CounterId &
  Counter & {
    /** Units that instances which ended without a word may have served and never reported: kept back from being used again. */
    readonly unusable: number;
    /** When the last of them became so, ISO-8601 UTC; null: none are. */
    readonly unusableAt: string | null;
    /** The limit of which a call was refused while nothing was free; 0: of none. */
    readonly refusedOf: number;
    readonly told: Readonly<Record<NotifiedOf, NotifiedPart>>;
  };

export interface CounterUpkeep {
  /** Every counter of an account, strongly consistent. */
  ofAccount(accountId: string): Promise<readonly StoredCounter[]>;
  /**
   * As `Counters.settle`, for an instance that ended without a word: of the units that stay spent, `unusable` were taken and never
   * reported.
   */
  settleSilent(
    id: CounterId,
    settlement: CounterReclaim & { readonly unusable: number; readonly at: string },
  ): Promise<boolean>;
  /** Strongly consistent. */
  find(id: CounterId): Promise<StoredCounter | null>;
  /** Notes what its buyer was told. */
  setTold(id: CounterId, of: NotifiedOf, told: NotifiedPart): Promise<void>;
  /** Notes that a call was refused of a counter with this limit, and whether anything may come back, if still nothing is free. */
  setRefused(id: CounterId, limit: number, isUsedUp: boolean): Promise<void>;
  /** Makes all unusable units free again if they are still as many. */
  giveBack(id: CounterId, unusable: number): Promise<boolean>;
  /** Makes all unusable units free again if they are still as many, and notes it in the trail. */
  release(id: CounterId, unusable: number, audit: AuditEntry): Promise<boolean>;
}

/** Counters, for what happens seldom: each change keeps `limit + credited = free + all entries + retired`. */
export function counterUpkeepOver(table: Table): CounterUpkeep {
  return {
    async ofAccount(accountId) {
      const items = await readAll(table, { pk: counterPartition(accountId) });
      return items.flatMap((item) => toKept(accountId, item) ?? []);
    },
    async settleSilent({ accountId, periodStart }, { unusable, at, ...settlement }) {
      const { instanceId, entry, gone } = settlement;
      const { ok } = await table.update(
        counterKey(accountId, periodStart),
        {
          ...(unusable > 0 && { set: { unusableAt: at } }),
          remove: [entryOf(instanceId)],
          add: { free: entry - gone, retired: gone, settled: 1, unusable },
        },
        {
          'the entry is as it was read': isAsRead(settlement),
        },
      );
      return ok;
    },
    async find({ accountId, periodStart }) {
      const { item } = await table.get(counterKey(accountId, periodStart));
      return item ? toKept(accountId, item) : null;
    },
    async setTold({ accountId, periodStart }, of, { percent, units }) {
      const names = toldNames[of];
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
    async giveBack({ accountId, periodStart }, unusable) {
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

const toldNames = {
  allowance: { percent: 'told', units: 'toldOf' },
  cap: { percent: 'capTold', units: 'capToldOf' },
} as const;

function toldIn(item: Item, of: NotifiedOf): NotifiedPart {
  const { percent, units } = toldNames[of];
  return { percent: Number(item[percent] ?? 0), units: Number(item[units] ?? 0) };
}

function toKept(accountId: string, item: Item): StoredCounter | null {
  const counter = toCounter(item);
  return (
    counter && {
      accountId,
      periodStart: item.sk,
      ...counter,
      unusable: Number(item.unusable ?? 0),
      refusedOf: Number(item.refusedOf ?? 0),
      unusableAt: typeof item.unusableAt === 'string' ? item.unusableAt : null,
      told: { allowance: toldIn(item, 'allowance'), cap: toldIn(item, 'cap') },
    }
  );
}
