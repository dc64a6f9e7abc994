import { ttlOf } from '../item-keys.ts';
import type { Table } from '../table/table.ts';
import { nonceKey } from './evidence-item-keys.ts';

/** A nonce of one signing key of an organization. */
export type UsedNonce = { readonly accountId: string; readonly keyId: string; readonly nonce: string };

/** The nonces of signed requests that were served. */
export interface Nonces {
  /** False: it was taken before. The role needs `insert`. `until`: when no signature with it is valid any more, ISO-8601 UTC. */
  take(nonce: UsedNonce, until: string): Promise<boolean>;
}

/** Nonces over the table, an item each that is never replaced. */
export const noncesOver = (table: Table): Nonces => ({
  async take(nonce, until) {
    return (await table.insert({ ...nonceKey(nonce), ttl: ttlOf(until) })).ok;
  },
});
