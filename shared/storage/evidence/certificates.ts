import type { Table } from '../table/table.ts';
import { certificateKey } from './evidence-item-keys.ts';

/** Certificates of the keys with which instances sign receipts. */
export interface Certificates {
  /** Puts an instance's certificate, `{certificate, keyId, signature}` as canonical JSON. False: the instance has one. The role needs `insert`. */
  put(instance: string, signed: string): Promise<boolean>;
  /** The certificate as it was put; null where the instance has none. */
  find(instance: string): Promise<string | null>;
}

/** Certificates over the table, an item each that is never replaced. */
export const certificatesOver = (table: Table): Certificates => ({
  async put(instance, signed) {
    return (await table.insert({ ...certificateKey(instance), signed })).ok;
  },
  async find(instance) {
    const { item } = await table.get(certificateKey(instance));
    return item ? String(item.signed) : null;
  },
});
