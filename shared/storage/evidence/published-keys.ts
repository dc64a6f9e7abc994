import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { evidenceKeyKey, evidenceKeysPartition } from './evidence-item-keys.ts';

/** The use of a key: it signs seals, statements and packs, or the receipt keys of instances. */
export type EvidenceUse = 'seals' | 'receipts';
/** A public key that signed evidence. `kid`: its thumbprint (RFC 7638). `since`: when we first kept it, ISO-8601 UTC. */
export type PublishedKey = {
  readonly use: EvidenceUse;
  readonly kid: string;
  readonly jwk: Readonly<Record<string, JsonValue>>;
  readonly since: string;
};

/** Every key that ever signed evidence. A key stays when its name is no longer configured, since its signatures stay. */
export interface PublishedKeys {
  /** Keeps a key where it is not kept yet. */
  keep(key: PublishedKey): Promise<void>;
  all(): Promise<readonly PublishedKey[]>;
}

/** Keys over the table, an item each that is never replaced. */
export const publishedKeysOver = (table: Table): PublishedKeys => ({
  async keep(key) {
    await table.insert({ ...evidenceKeyKey(key), ...key, jwk: key.jwk as ItemValue });
  },
  async all() {
    return (await readAll(table, { pk: evidenceKeysPartition })).map(publishedKey);
  },
});

const publishedKey = ({ pk, sk, ...key }: Item): PublishedKey => key as unknown as PublishedKey;
