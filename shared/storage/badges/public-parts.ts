import type { Table } from '../table/table.ts';
import { publicPartKey } from './public-part-keys.ts';

/**
 * Public parts of the keys that sign credentials, stored for as long as the keys are published. KMS does not return the part of a disabled
 * key.
 */
export interface PublicParts {
  /** DER-encoded SubjectPublicKeyInfo, as it was kept; null where it never was. */
  find(keyId: string): Promise<Uint8Array | null>;
  /** A key's public part never changes, so it is written once. */
  keep(keyId: string, publicKey: Uint8Array): Promise<void>;
}

/** Public parts over the table: a read, and a write where a key is new. */
export function publicPartsOver(table: Table): PublicParts {
  const find: PublicParts['find'] = async (keyId) => {
    const { item } = await table.get(publicPartKey(keyId));
    return item?.publicKey instanceof Uint8Array ? item.publicKey : null;
  };
  return {
    find,
    async keep(keyId, publicKey) {
      if ((await find(keyId)) === null) await table.put({ ...publicPartKey(keyId), publicKey });
    },
  };
}
