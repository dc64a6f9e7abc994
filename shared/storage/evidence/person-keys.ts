import { randomBytes } from 'node:crypto';
import { personKeyBytes } from '../../domain/evidence/sealed-person.ts';
import type { Table } from '../table/table.ts';
import { personKeyKey } from './evidence-item-keys.ts';

/** The keys under which facts of the ledger hold what they say of a person. Every method may throw StorageUnavailable. */
export interface PersonKeys {
  /** The person's key, which is made when it is first needed. The role needs `insert`. */
  of(personId: string): Promise<Uint8Array>;
  /** The person's key; null: there is none, or it was destroyed. */
  find(personId: string): Promise<Uint8Array | null>;
}

/** The keys over the table, an item each. */
export function personKeysOver(table: Table): PersonKeys {
  const find = async (personId: string) => {
    const { item } = await table.get(personKeyKey(personId), { consistent: true });
    return item ? Buffer.from(String(item.key), 'base64url') : null;
  };
  return {
    async of(personId) {
      const known = await find(personId);
      if (known) return known;
      const key = randomBytes(personKeyBytes);
      const { ok } = await table.insert({ ...personKeyKey(personId), key: key.toString('base64url') });
      return ok ? key : ((await find(personId)) ?? key);
    },
    find,
  };
}
