import { noOverage, type OverageRecord } from '../../domain/billing/overage.ts';
import { overageKey, overageSweepKey } from '../item-keys.ts';
import type { ItemValue, Table } from '../table/table.ts';

/** Version 0: nothing was ever written. */
type OverageState = { readonly version: number; readonly overage: OverageRecord };

/** An account's usage beyond its allowance, and the reports of it. */
export interface Overages {
  /** Strongly consistent. */
  read(accountId: string): Promise<OverageState>;
  /** False: another reporter has written since the version was read; nothing was changed. */
  write(accountId: string, readVersion: number, overage: OverageRecord): Promise<boolean>;
  /** Where the reporting job continues among all accounts; undefined: at the first. */
  cursor(): Promise<string | undefined>;
  saveCursor(cursor: string | undefined): Promise<void>;
}

/** Over the table: one item an account, whose version guards all of it. */
export function overagesOver(table: Table): Overages {
  return {
    async read(accountId) {
      const { item } = await table.get(overageKey(accountId));
      if (!item) return { version: 0, overage: noOverage };
      return { version: Number(item.version), overage: item.overage as unknown as OverageRecord };
    },
    async write(accountId, readVersion, overage) {
      const item = { ...overageKey(accountId), version: readVersion + 1, overage: overage as unknown as ItemValue };
      const { ok } = await table.put(item, {
        'no other reporter has written since':
          readVersion === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'version', equals: readVersion },
      });
      return ok;
    },
    async cursor() {
      const { item } = await table.get(overageSweepKey);
      return item?.cursor === undefined ? undefined : String(item.cursor);
    },
    async saveCursor(cursor) {
      await table.put({ ...overageSweepKey, ...(cursor !== undefined && { cursor }) });
    },
  };
}
