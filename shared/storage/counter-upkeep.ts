import type { ToldPart } from '../domain/usage/usage-notice.ts';
import { type AuditEntry, auditItem } from './audit.ts';
import { type Counter, type CounterId, toCounter } from './counters.ts';
import { counterKey } from './keys.ts';
import { prefixes } from './prefixes.ts';
import { readAll } from './read-all.ts';
import type { Item, Table } from './table.ts';

/** Of what: an allowance or bought credit, and of what a spend cap pays for beyond an allowance. */
export type ToldOf = 'allowance' | 'cap';

/** A counter as its upkeep sees it. `unusable`: units of environments that ended without a word, kept back from being used again. */
export type KeptCounter = CounterId &
  Counter & { readonly unusable: number; readonly told: Readonly<Record<ToldOf, ToldPart>> };

export interface CounterUpkeep {
  /** Every counter of an account, strongly consistent. */
  ofAccount(accountId: string): Promise<readonly KeptCounter[]>;
  /**
   * As `Counters.settle`, for an environment that ended without a word: of the units that stay spent, `unusable` were taken and never
   * reported.
   */
  settleSilent(
    id: CounterId,
    settlement: {
      readonly environmentId: string;
      readonly entry: number;
      readonly gone: number;
      readonly unusable: number;
    },
  ): Promise<boolean>;
  /** Strongly consistent. */
  find(id: CounterId): Promise<KeptCounter | null>;
  /** Notes what its buyer was told. */
  setTold(id: CounterId, of: ToldOf, told: ToldPart): Promise<void>;
  /** Makes all unusable units free again if they are still as many, and notes it in the trail. */
  release(id: CounterId, unusable: number, audit: AuditEntry): Promise<boolean>;
}

/** Counters, for what happens seldom: each change keeps `limit + credited = free + all entries + retired`. */
export function counterUpkeepOver(table: Table): CounterUpkeep {
  return {
    async ofAccount(accountId) {
      const items = await readAll(table, { pk: prefixes.counter + accountId });
      return items.flatMap((item) => toKept(accountId, item) ?? []);
    },
    async settleSilent({ accountId, periodStart }, { environmentId, entry, gone, unusable }) {
      const attribute = `t:${environmentId}`;
      const { ok } = await table.update(
        counterKey(accountId, periodStart),
        { remove: [attribute], add: { free: entry - gone, retired: gone, settled: 1, unusable } },
        { 'the entry is as it was read': { attribute, equals: entry } },
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
    async release({ accountId, periodStart }, unusable, audit) {
      const { ok } = await table.transact([
        {
          update: counterKey(accountId, periodStart),
          change: { add: { free: unusable, retired: -unusable, unusable: -unusable } },
          if: { 'as many units are unusable': { attribute: 'unusable', equals: unusable } },
        },
        { put: auditItem(audit) },
      ]);
      return ok;
    },
  };
}

const toldNames = {
  allowance: { percent: 'told', units: 'toldOf' },
  cap: { percent: 'capTold', units: 'capToldOf' },
} as const;

function toldIn(item: Item, of: ToldOf): ToldPart {
  const { percent, units } = toldNames[of];
  return { percent: Number(item[percent] ?? 0), units: Number(item[units] ?? 0) };
}

function toKept(accountId: string, item: Item): KeptCounter | null {
  const counter = toCounter(item);
  return (
    counter && {
      accountId,
      periodStart: item.sk,
      ...counter,
      unusable: Number(item.unusable ?? 0),
      told: { allowance: toldIn(item, 'allowance'), cap: toldIn(item, 'cap') },
    }
  );
}
