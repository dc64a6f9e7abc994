import { randomUUID } from 'node:crypto';
import { ttlOf, verificationKey } from '../item-keys.ts';
import type { Table, WriteCondition } from '../table/table.ts';

/** The answer that a service got, for as long as it may repeat its question. */
export type Verification = {
  readonly service: string;
  readonly requestId: string;
  /** A digest of the question: the same id with another question is a mistake. */
  readonly question: string;
  readonly answer: string;
  readonly now: Date;
};

/** Answers to services, by request id. */
export interface Verifications {
  /** Stores the answer to a question, unless one is stored; then it answers that one. Null: this id was used for another question. */
  store(verification: Verification): Promise<StoredAnswer | null>;
  /** The stored answer to this very question; null: none. */
  find(asked: Omit<Verification, 'answer'>): Promise<string | null>;
}

/** `isNew`: this call stored it. */
export type StoredAnswer = { readonly isNew: boolean; readonly answer: string };

/** TTL deletes late, so an expired item is replaced as if it were deleted. */
const retentionMs = 15 * 60_000;

/** Answers over the table: one conditional write each, and a read if the question was asked before. */
export function verificationsOver(table: Table): Verifications {
  const find: Verifications['find'] = async ({ service, requestId, question, now }) => {
    const { item } = await table.get(verificationKey(service, requestId));
    const isStored = item?.question === question && Number(item.expiresAt) > now.getTime();
    return isStored && typeof item.answer === 'string' ? item.answer : null;
  };
  return {
    find,
    async store(verification) {
      const { service, requestId, question, answer, now } = verification;
      const at = now.getTime();
      const by = randomUUID();
      const set = {
        by,
        question,
        answer,
        expiresAt: at + retentionMs,
        ttl: ttlOf(new Date(at + retentionMs).toISOString()),
      };
      const isFree: WriteCondition = { 'no answer is stored': { attribute: 'expiresAt', atMost: at, orAbsent: true } };
      const written = await table.update(verificationKey(service, requestId), { set }, isFree);
      // The client repeats a write whose answer it has not seen: refused by its own first try, it is new all the same.
      if (written.ok || written.old?.by === by) return { isNew: true, answer };
      const stored = await find(verification);
      return stored === null ? null : { isNew: false, answer: stored };
    },
  };
}
