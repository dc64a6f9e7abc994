import { type LoggedMail, type MailReport, mailFates, type ReportedMail } from '../../domain/console/timeline.ts';
import type { MailPlace } from '../../domain/mail/mail-place.ts';
import { accountKey, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, WriteCondition } from '../table/table.ts';
import { mailLogKey, mailLogPartition } from './mail-log-keys.ts';

/** The log of the mails about an organization. It is kept 90 days, and goes with the organization or the person. */
export interface MailLog {
  /** Notes a mail, or its outcome, at its place; not of an organization that is not there, or is leaving. */
  note(mail: LoggedMail): Promise<void>;
  /**
   * Notes a report at the mail that it is about; of two of one kind the later one stays, so that they may come in any order and repeated.
   * False where the mail is not in the log: it was erased, or never noted.
   */
  hear(place: MailPlace, report: MailReport): Promise<boolean>;
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

const logged = 'the mail is in the log';
const isLogged: WriteCondition = { [logged]: { attribute: 'pk', is: 'present' } };
const noLater = (fate: string, at: string): WriteCondition => ({
  'no later report of the kind is known': { attribute: `${fate}At`, atMost: at, orAbsent: true },
});

/** The log over the table, an item a mail. */
export const mailLogOver = (table: Table): MailLog => ({
  async note({ accountId, ...mail }) {
    const ttl = ttlOf(new Date(Date.parse(mail.at) + keptDays * 86_400_000).toISOString());
    const update = mailLogKey(accountId, mail);
    await table.transact([
      { update, change: { set: { ...mail, ttl } } },
      { check: accountKey(accountId), if: isInUse },
    ]);
  },
  async hear(place, { fate, at, detail }) {
    const set = { [`${fate}At`]: at, [`${fate}Detail`]: detail };
    const written = await table.update(
      mailLogKey(place.accountId, place),
      { set },
      { ...isLogged, ...noLater(fate, at) },
    );
    return written.ok || !written.failed.includes(logged);
  },
  async forgetAddress(accountId, address) {
    for (const { pk, sk, address: to } of await readAll(table, { pk: mailLogPartition(accountId) }))
      if (to === address) await table.delete({ pk, sk });
  },
  async forget(accountId) {
    for (const { pk, sk } of await readAll(table, { pk: mailLogPartition(accountId) })) await table.delete({ pk, sk });
  },
});

/** A mail as it was logged. One that SES reported on was sent, also where the note of that is missing. */
export function loggedMailIn(item: Item): Omit<ReportedMail, 'accountId'> {
  const reports = reportsIn(item);
  const noted = item.outcome === 'held_back' || item.outcome === 'waiting' ? item.outcome : 'sent';
  const outcome = reports.length > 0 ? 'sent' : noted;
  return {
    ...{ id: String(item.id), at: String(item.at), name: String(item.name), address: String(item.address) },
    ...{ outcome, reports },
  };
}

const reportsIn = (item: Item): MailReport[] =>
  mailFates
    .flatMap((fate) => {
      const at = item[`${fate}At`];
      return at === undefined ? [] : { fate, at: String(at), detail: String(item[`${fate}Detail`]) };
    })
    .toSorted((a, b) => a.at.localeCompare(b.at));
