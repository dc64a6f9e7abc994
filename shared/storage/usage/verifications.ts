import { randomUUID } from 'node:crypto';
import { ttlOf, verificationKey } from '../item-keys.ts';
import type { Table, WriteCondition } from '../table/table.ts';

/** What a service was answered, for as long as it may ask the same again. */
export type Verification = {
  readonly service: string;
  readonly requestId: string;
  /** Of what was asked: the same id with another question is a mistake. */
  readonly question: string;
  readonly answer: string;
  readonly now: Date;
};

export interface Verifications {
  /** Keeps the answer to a question, unless one is kept: then that one. Null: under this id another question was asked. */
  keep(verification: Verification): Promise<StoredAnswer | null>;
  /** The answer that is kept to this very question. */
  find(asked: Omit<Verification, 'answer'>): Promise<string | null>;
}

export type StoredAnswer = { readonly isNew: boolean; readonly answer: string };

/** TTL deletes late, so what is past its time is replaced as if it were gone. */
const keptMs = 15 * 60_000;

/** Answers over the table: one conditional write each, and a read where it was asked before. */
export function verificationsOver(table: Table): Verifications {
  const find: Verifications['find'] = async ({ service, requestId, question, now }) => {
    const { item } = await table.get(verificationKey(service, requestId));
    const isKept = item?.question === question && Number(item.expiresAt) > now.getTime();
    return isKept && typeof item.answer === 'string' ? item.answer : null;
  };
  return {
    find,
    async keep(verification) {
      const { service, requestId, question, answer, now } = verification;
      const at = now.getTime();
      const by = randomUUID();
      const set = { by, question, answer, expiresAt: at + keptMs, ttl: ttlOf(new Date(at + keptMs).toISOString()) };
      const isFree: WriteCondition = { 'no answer is kept': { attribute: 'expiresAt', atMost: at, orAbsent: true } };
      const written = await table.update(verificationKey(service, requestId), { set }, isFree);
      // The client repeats a write whose answer it has not seen: refused by its own first try, it is new all the same.
      if (written.ok || written.old?.by === by) return { isNew: true, answer };
      const kept = await find(verification);
      return kept === null ? null : { isNew: false, answer: kept };
    },
  };
}
