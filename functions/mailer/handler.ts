import type { LoggedMail } from '../../shared/domain/console/timeline.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { NoticeClaim } from '../../shared/storage/accounts/notices.ts';
import type { MailerDeps } from './deps.ts';
import { type OpenedMail, openedMail, type Receiver, receiverOf } from './envelope.ts';
import { holdSuppressed } from './hold-suppressed.ts';
import { sendInvitation, sendSignIn } from './letters.ts';
import { type Logged, loggedOf, noteMail } from './log-mail.ts';
import { puttingOff } from './put-off.ts';
import { sendMail } from './send.ts';

type Addressed = { readonly receiver: Receiver; readonly logged: Logged | null };

/**
 * Sends the mails of the queue, but not to an address from which they bounce or whose reader complained. A sign-in link's token is made here,
 * so that it lies in no queue.
 */
export const mailer = (deps: MailerDeps) =>
  queueFunction(deps, (record) =>
    puttingOff(deps, record, async () => {
      const message = JSON.parse(record.body) as MailMessage;
      const mail = openedMail(message);
      const receiver = await receiverOf(deps, message);
      if (!receiver) return deps.log.info('mail has no receiver', idsOf(mail));
      const logged = loggedOf(deps, record, message);
      if (await holdSuppressed(deps, { name: mail.name, email: receiver.email }, idsOf(mail)))
        return noteMail(deps, logged, notedOf(mail, receiver, 'held_back'));
      if (message.template === 'sign_in') return sendSignIn(deps, message, record.messageId);
      if (message.template === 'member_invited') return sendInvitation(deps, message, logged);
      return sendOnce(deps, mail, { receiver, logged });
    }),
  );

/**
 * One message an occasion is mailed: it claims the occasion, sends, and marks it sent. Where SES took the mail and the mark failed, the mail goes
 * out again: twice rather than never, since SES knows no idempotency key. A mail to a suppressed address claims nothing, so a later message about
 * the same occasion is checked anew.
 */
async function sendOnce(deps: MailerDeps, mail: OpenedMail, { receiver, logged }: Addressed): Promise<void> {
  const claim = claimOf(deps, mail);
  if (claim && !(await deps.notices.claim(claim))) return deps.log.info('mail sent before', idsOf(mail));
  await noteMail(deps, logged, notedOf(mail, receiver, 'waiting'));
  await sendMail(deps, { ...receiver, logged, writtenAt: mail.writtenAt }, mail.name, mail.data as never);
  if (claim) await deps.notices.setSent(claim);
  await noteMail(deps, logged, notedOf(mail, receiver, 'sent'));
  deps.log.info('mail sent', idsOf(mail));
}

/** The claim on an occasion, by the message that bears it; null: every message is mailed. */
function claimOf({ now }: MailerDeps, { once, id, accountId }: OpenedMail): NoticeClaim | null {
  if (once === null || id === undefined || accountId === undefined) return null;
  return { accountId, noticeId: once, messageId: id, now: now() };
}

const notedOf = ({ name }: OpenedMail, { email }: Receiver, outcome: LoggedMail['outcome']) => ({
  name,
  address: email,
  outcome,
});

const idsOf = ({ name, once, accountId }: OpenedMail): Record<string, string> => ({
  template: name,
  ...(once !== null && { notice: once }),
  ...(accountId !== undefined && { account: accountId }),
});
