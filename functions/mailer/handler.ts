import type { LoggedMail } from '../../shared/domain/console/timeline.ts';
import { mailContent, mailSiteOf, senderOf } from '../../shared/domain/mail/compose.ts';
import { type MailPlace, tagsOf } from '../../shared/domain/mail/mail-place.ts';
import type { MailData, MailName } from '../../shared/domain/mail/mails.ts';
import type { LetterMessage, MailMessage } from '../../shared/domain/mail/message.ts';
import { rendered } from '../../shared/domain/mail/render.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { NoticeClaim } from '../../shared/storage/accounts/notices.ts';
import type { MailerDeps } from './deps.ts';
import { type OpenedMail, openedMail, type Receiver, receiverOf } from './envelope.ts';
import { holdSuppressed } from './hold-suppressed.ts';
import { noteMail, placeOf } from './log-mail.ts';
import { puttingOff } from './put-off.ts';
import { isKnown, type SignInMessage, signInLink, withheldBecause } from './sign-in-link.ts';

type Addressed = { readonly receiver: Receiver; readonly place: MailPlace | null };
type InvitationMessage = Extract<LetterMessage, { readonly template: 'member_invited' }>;

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
      if (await holdSuppressed(deps, { name: mail.name, email: receiver.email }, idsOf(mail)))
        return noteMail(deps, placeOf(deps, record, mail), notedOf(mail, receiver, 'held_back'));
      if (message.template === 'sign_in') return sendSignIn(deps, message, record.messageId);
      if (message.template === 'member_invited') return sendInvitation(deps, message);
      return sendOnce(deps, mail, { receiver, place: placeOf(deps, record, mail) });
    }),
  );

/**
 * One message an occasion is mailed: it claims the occasion, sends, and marks it sent. Where SES took the mail and the mark failed, the mail goes
 * out again: twice rather than never, since SES knows no idempotency key. A mail to a suppressed address claims nothing, so a later message about
 * the same occasion is checked anew.
 */
async function sendOnce(deps: MailerDeps, mail: OpenedMail, { receiver, place }: Addressed): Promise<void> {
  const claim = claimOf(deps, mail);
  if (claim && !(await deps.notices.claim(claim))) return deps.log.info('mail sent before', idsOf(mail));
  await noteMail(deps, place, notedOf(mail, receiver, 'waiting'));
  await send(deps, { ...receiver, place }, mail.name, mail.data as never);
  if (claim) await deps.notices.setSent(claim);
  await noteMail(deps, place, notedOf(mail, receiver, 'sent'));
  deps.log.info('mail sent', idsOf(mail));
}

/** A link is noted as sent once the mail was taken: one that never went out keeps its owner from no other. */
async function sendSignIn(deps: MailerDeps, message: SignInMessage, messageId: string): Promise<void> {
  const request = { message, messageId, isKnown: await isKnown(deps, message.email) };
  const because = await withheldBecause(deps, request);
  if (because !== null) {
    deps.log.warn('mail withheld', { template: 'sign_in', because, ...message.askedFrom });
    return;
  }
  const { minted, link } = await signInLink(deps, request);
  await send(deps, { ...message, organization: '' }, 'sign_in', { ...message, ...minted });
  if (link) await deps.sessions.setLatestLink(link);
  deps.log.info('mail sent', { template: 'sign_in' });
}

/** An invitation that was used, replaced or taken back meanwhile is not mailed. */
async function sendInvitation(deps: MailerDeps, message: InvitationMessage): Promise<void> {
  const { of: accountId, email } = message;
  const invitation = await deps.memberInvitations.find({ accountId, email }, deps.now());
  const token = deps.newToken();
  const isGood = invitation?.id === message.invitation;
  if (!isGood || !(await deps.memberInvitations.putToken(hashOfToken(token), invitation)))
    return deps.log.info('mail has no receiver', { template: 'member_invited' });
  await send(deps, { ...message, organization: '' }, 'member_invited', { ...message, token });
  deps.log.info('mail sent', { template: 'member_invited', account: accountId });
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

function send<Name extends MailName>(
  { catalog, origin, deliver }: MailerDeps,
  { email, language, organization, place }: Receiver & { readonly place?: MailPlace | null },
  name: Name,
  data: MailData<Name>,
): Promise<void> {
  const site = mailSiteOf(catalog, origin);
  const content = mailContent(name, data, { site, language, organization });
  return deliver({
    to: email,
    ...rendered(content, { language, sender: senderOf(site, language) }),
    ...(place && { tags: tagsOf(place) }),
  });
}
