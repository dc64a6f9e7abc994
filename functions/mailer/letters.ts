import type { LetterMessage } from '../../shared/domain/mail/message.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import type { MailerDeps } from './deps.ts';
import { type Logged, noteMail } from './log-mail.ts';
import { sendMail } from './send.ts';
import { isKnown, type SignInMessage, signInLink, withheldBecause } from './sign-in-link.ts';

type InvitationMessage = Extract<LetterMessage, { readonly template: 'member_invited' }>;

/** A link is noted as sent once the mail was taken: one that never went out keeps its owner from no other. */
export async function sendSignIn(deps: MailerDeps, message: SignInMessage, messageId: string): Promise<void> {
  const request = { message, messageId, isKnown: await isKnown(deps, message.email) };
  const because = await withheldBecause(deps, request);
  if (because !== null) {
    deps.log.warn('mail withheld', { template: 'sign_in', because, ...message.askedFrom });
    return;
  }
  const { minted, link } = await signInLink(deps, request);
  await sendMail(deps, { ...message, organization: '' }, 'sign_in', { ...message, ...minted });
  if (link) await deps.sessions.setLatestLink(link);
  deps.log.info('mail sent', { template: 'sign_in' });
}

/** An invitation that was used, replaced or taken back meanwhile is not mailed. */
export async function sendInvitation(
  deps: MailerDeps,
  message: InvitationMessage,
  logged: Logged | null,
): Promise<void> {
  const { of: accountId, email } = message;
  const invitation = await deps.memberInvitations.find({ accountId, email }, deps.now());
  const token = deps.newToken();
  const isGood = invitation?.id === message.invitation;
  if (!isGood || !(await deps.memberInvitations.putToken(hashOfToken(token), invitation)))
    return deps.log.info('mail has no receiver', { template: 'member_invited' });
  const noted = { name: 'member_invited', address: email };
  await noteMail(deps, logged, { ...noted, outcome: 'waiting' });
  await sendMail(deps, { ...message, organization: '', logged }, 'member_invited', { ...message, token });
  await noteMail(deps, logged, { ...noted, outcome: 'sent' });
  deps.log.info('mail sent', { template: 'member_invited', account: accountId });
}
