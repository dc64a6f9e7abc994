import type { Item, Table } from '../table/table.ts';
import { sealTimestampKey, sealTimestampPartition } from './evidence-item-keys.ts';

/** The reply of a time-stamp authority to a signed seal: DER (RFC 3161), and the time that it states, ISO-8601 UTC. */
export type SealTimestamp = { readonly seal: number; readonly reply: Buffer; readonly at: string };

/** Time stamps of seals, which are never replaced. */
export interface SealTimestamps {
  /** Puts the time stamp of a seal that has none. The role needs `insert`. */
  put(timestamp: SealTimestamp): Promise<void>;
  find(seal: number): Promise<SealTimestamp | null>;
  /** Those of seals from `number` on, in order; `limit` at the most. */
  from(number: number, limit: number): Promise<readonly SealTimestamp[]>;
  /** The number of the newest seal with a time stamp; 0 where there is none. */
  last(): Promise<number>;
}

/** Time stamps over the table, an item each; a reply has 1 to 10 KB. */
export const sealTimestampsOver = (table: Table): SealTimestamps => ({
  async put({ seal, reply, at }) {
    await table.insert({ ...sealTimestampKey(seal), reply: reply.toString('base64'), at });
  },
  async find(seal) {
    const { item } = await table.get(sealTimestampKey(seal));
    return item ? timestampIn(item) : null;
  },
  async from(number, limit) {
    const query = { pk: sealTimestampPartition, from: sealTimestampKey(number).sk, limit };
    return (await table.query(query)).items.map(timestampIn);
  },
  async last() {
    const { items } = await table.query({ pk: sealTimestampPartition, descending: true, limit: 1, consistent: true });
    return Number(items[0]?.sk ?? 0);
  },
});

const timestampIn = ({ sk, reply, at }: Item): SealTimestamp => ({
  seal: Number(sk),
  reply: Buffer.from(String(reply), 'base64'),
  at: String(at),
});
