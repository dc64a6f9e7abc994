import { type AuditEntry, auditItem } from './audit.ts';
import { type Counter, type CounterId, toCounter } from './counters.ts';
import { counterKey } from './keys.ts';
import { prefixes } from './prefixes.ts';
import { readAll } from './read-all.ts';
import type { Item, Table } from './table.ts';

/**
 * A counter as its upkeep sees it. `unusable`: units of environments that ended without a word, kept back from being used again. `told`: the highest part of
 * the allowance, in percent, that its buyer was told to have used; 0 for none.
 */
export type KeptCounter = CounterId &
  Counter & {
    readonly unusable: number;
    readonly told: number;
    /** Of prepaid credit: how many units were bought when that was told; what is told of more begins anew. */
    readonly toldOf?: number;
  };

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
  /** Notes what its buyer was told; never less than before. */
  setTold(id: CounterId, percent: number): Promise<void>;
  /** The same of prepaid credit, of which so many units were bought. */
  setToldOf(id: CounterId, told: { readonly percent: number; readonly units: number }): Promise<void>;
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
    async setTold({ accountId, periodStart }, percent) {
      await table.update(
        counterKey(accountId, periodStart),
        { set: { told: percent } },
        {
          'there is such a counter': { attribute: 'limit', is: 'present' },
          'less was told': { attribute: 'told', atMost: percent - 1, orAbsent: true },
        },
      );
    },
    async setToldOf({ accountId, periodStart }, { percent, units }) {
      await table.update(
        counterKey(accountId, periodStart),
        { set: { told: percent, toldOf: units } },
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

function toKept(accountId: string, item: Item): KeptCounter | null {
  const counter = toCounter(item);
  return (
    counter && {
      accountId,
      periodStart: item.sk,
      ...counter,
      unusable: Number(item.unusable ?? 0),
      told: Number(item.told ?? 0),
      ...(item.toldOf !== undefined && { toldOf: Number(item.toldOf) }),
    }
  );
}
