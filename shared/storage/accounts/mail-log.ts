import type { LoggedMail } from '../../domain/console/timeline.ts';
import { accountKey, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, WriteCondition } from '../table/table.ts';
import { mailLogKey, mailLogPartition } from './mail-log-keys.ts';

/** The log of the mails about an organization. It is kept 90 days, and goes with the organization or the person. */
export interface MailLog {
  /** Notes a mail, once for each message; not of an organization that is not there, or is leaving. */
  note(mail: LoggedMail): Promise<void>;
  /** Takes away what was sent to an address of a person who is deleted. */
  forgetAddress(accountId: string, address: string): Promise<void>;
  /** Takes away all of it. */
  forget(accountId: string): Promise<void>;
}

const keptDays = 90;

const isInUse: WriteCondition = {
  'the account exists': { attribute: 'pk', is: 'present' },
  'the account is not leaving': { attribute: 'leavingAt', is: 'absent' },
};

/** The log over the table, an item a mail. */
export const mailLogOver = (table: Table): MailLog => ({
  async note({ accountId, ...mail }) {
    const ttl = ttlOf(new Date(Date.parse(mail.at) + keptDays * 86_400_000).toISOString());
    const item: Item = { ...mailLogKey(accountId, mail), ...mail, ttl };
    await table.transact([{ put: item }, { check: accountKey(accountId), if: isInUse }]);
  },
  async forgetAddress(accountId, address) {
    for (const { pk, sk, address: to } of await readAll(table, { pk: mailLogPartition(accountId) }))
      if (to === address) await table.delete({ pk, sk });
  },
  async forget(accountId) {
    for (const { pk, sk } of await readAll(table, { pk: mailLogPartition(accountId) })) await table.delete({ pk, sk });
  },
});

/** A mail as it was logged. */
export const loggedMailIn = (item: Item): Omit<LoggedMail, 'accountId'> => ({
  id: String(item.id),
  at: String(item.at),
  name: String(item.name),
  address: String(item.address),
  outcome: item.outcome === 'held_back' ? 'held_back' : 'sent',
});
