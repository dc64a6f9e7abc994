import { type LoggedMail, type MailReport, mailFates, type ReportedMail } from '../../domain/console/timeline.ts';
import { hasOneTimeLink, type KeptMail } from '../../domain/mail/again.ts';
import type { MailPlace } from '../../domain/mail/mail-place.ts';
import { accountKey, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { mailLogKey, mailLogPartition } from './mail-log-keys.ts';

/** The log of the mails about an organization. It is kept 90 days, and goes with the organization or the person. */
export interface MailLog {
  /** Notes a mail or its outcome, with what it can be sent again from. An organization that is leaving or gone gets no note. */
  note(mail: LoggedMail, kept: KeptMail | null): Promise<void>;
  /**
   * Notes a report at the mail that it is about. The later one of a kind stays, so reports may come in any order and repeated.
   * False where the mail is not in the log: it was erased, or never noted.
   */
  hear(place: MailPlace, report: MailReport): Promise<boolean>;
  /** A mail, with all that it was made from; null: it is not in the log. */
  find(place: MailPlace): Promise<KeptInLog | null>;
  /** Notes with its line that a mail is sent again. False where the order was noted before, or the mail is not in the log any more. */
  noteAgain(place: MailPlace, order: string, audit: AuditEntry): Promise<boolean>;
  /** Takes away what was sent to an address of a person who is deleted, and mails that name the address. */
  forgetAddress(accountId: string, address: string): Promise<void>;
  /** Takes away all of it. */
  forget(accountId: string): Promise<void>;
}

/** A mail of the log with all that it was made from; null: it is not sent again. */
export type KeptInLog = Omit<ReportedMail, 'accountId'> & { readonly kept: KeptMail | null };

const keptDays = 90;
/** Before the key of an order to send it again. */
const againPrefix = 'again ';

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
  async note({ accountId, ...mail }, kept) {
    const ttl = ttlOf(new Date(Date.parse(mail.at) + keptDays * 86_400_000).toISOString());
    const update = mailLogKey(accountId, mail);
    await table.transact([
      { update, change: { set: { ...mail, kept: kept as unknown as ItemValue, ttl } } },
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
  async find(place) {
    const { item } = await table.get(mailLogKey(place.accountId, place));
    return item ? { ...loggedMailIn(item), kept: (item.kept ?? null) as unknown as KeptMail | null } : null;
  },
  async noteAgain(place, order, audit) {
    const isNew: WriteCondition = { 'the order is new': { attribute: againPrefix + order, is: 'absent' } };
    const update = mailLogKey(place.accountId, place);
    const change = { set: { [againPrefix + order]: audit.at } };
    return (await table.transact([{ update, change, if: { ...isLogged, ...isNew } }, auditLine(audit)])).ok;
  },
  async forgetAddress(accountId, address) {
    for (const { pk, sk, address: to, kept } of await readAll(table, { pk: mailLogPartition(accountId) }))
      if (to === address || JSON.stringify(kept ?? null).includes(address)) await table.delete({ pk, sk });
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
    ...{ outcome, reports, again: againIn(item) },
  };
}

const againIn = ({ name, kept }: Item): ReportedMail['again'] => {
  if (hasOneTimeLink(String(name))) return 'one_time_link';
  return kept === undefined || kept === null ? 'not_kept' : 'possible';
};

const reportsIn = (item: Item): MailReport[] =>
  mailFates
    .flatMap((fate) => {
      const at = item[`${fate}At`];
      return at === undefined ? [] : { fate, at: String(at), detail: String(item[`${fate}Detail`]) };
    })
    .toSorted((a, b) => a.at.localeCompare(b.at));
