import type { Seal } from '../../domain/evidence/seal.ts';
import type { Item, Table } from '../table/table.ts';
import { sealKey, sealPartition } from './evidence-item-keys.ts';

/** A signed seal. `text`: the canonical JSON of `{seal, keyId, signature}`. */
export type SignedSeal = {
  readonly text: string;
  readonly seal: Seal;
  readonly keyId: string;
  readonly signature: string;
};

/** A page of seals. The next page is of those before the seal `next`, which is absent on the last page. */
export type SealPage = { readonly seals: readonly SignedSeal[]; readonly next?: number };

/** Signed seals, which are never replaced. */
export interface Seals {
  /** Puts a seal where its number is free. False: there is one, which stays. */
  put(number: number, text: string): Promise<boolean>;
  find(number: number): Promise<SignedSeal | null>;
  /** Newest first. `before`: only seals of lower numbers. */
  list(page: { readonly limit: number; readonly before?: number | undefined }): Promise<SealPage>;
  /** Seals with numbers from `number` on, in order, strongly consistent; `limit` at the most. */
  from(number: number, limit: number): Promise<readonly SignedSeal[]>;
}

/** Seals over the table, an item each. */
export const sealsOver = (table: Table): Seals => ({
  async put(number, text) {
    return (await table.insert({ ...sealKey(number), text })).ok;
  },
  async find(number) {
    const { item } = await table.get(sealKey(number));
    return item ? signedSeal(item) : null;
  },
  async list({ limit, before }) {
    const to = before === undefined ? {} : { to: sealKey(before).sk };
    const { items, cursor } = await table.query({ pk: sealPartition, descending: true, limit, ...to });
    const last = items.at(-1);
    return { seals: items.map(signedSeal), ...(cursor && last && { next: Number(last.sk) }) };
  },
  async from(number, limit) {
    const query = { pk: sealPartition, from: sealKey(number).sk, limit, consistent: true };
    return (await table.query(query)).items.map(signedSeal);
  },
});

function signedSeal({ text }: Item): SignedSeal {
  const signed = JSON.parse(String(text)) as Omit<SignedSeal, 'text'>;
  return { ...signed, text: String(text) };
}
