import { deletionNotice } from '../../domain/mail/mails/account-deleted.ts';
import { noticeKey, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table, WriteCondition } from '../table/table.ts';

/** Which message may mail a notice. Kept longer than any message or retry that could bear the same notice again. */
export interface Notices {
  /**
   * Gives the notice to the first message that claims it, for good.
   * True for that message until it calls `setSent`, also when it is tried again after a failure; false for any other message, and after
   * `setSent`.
   */
  claim(claim: NoticeClaim): Promise<boolean>;
  setSent(claim: NoticeClaim): Promise<void>;
  /** Forgets what an account was told of, whose names may say of whom; not of its deletion, which is told once. */
  forget(accountId: string): Promise<void>;
}

/** A message's claim to send one notice of an account. */
export type NoticeClaim = {
  readonly accountId: string;
  readonly noticeId: string;
  readonly messageId: string;
  readonly now: Date;
};

const keptMs = 90 * 86_400_000;

/** Claims on notices over the table. */
export function noticesOver(table: Table): Notices {
  return {
    async claim({ accountId, noticeId, messageId, now }) {
      const set = { messageId, ttl: ttlOf(new Date(now.getTime() + keptMs).toISOString()) };
      return (await table.update(noticeKey(accountId, noticeId), { set }, isToMail(messageId))).ok;
    },
    async setSent({ accountId, noticeId, now }) {
      await table.update(noticeKey(accountId, noticeId), { set: { sentAt: now.toISOString() } });
    },
    async forget(accountId) {
      for (const { pk, sk } of await readAll(table, { pk: noticeKey(accountId, '').pk }))
        if (sk !== deletionNotice) await table.delete({ pk, sk });
    },
  };
}

const isToMail = (messageId: string): WriteCondition => ({
  'no other message bears it': { attribute: 'messageId', equals: messageId, orAbsent: true },
  'it was not mailed': { attribute: 'sentAt', is: 'absent' },
});
