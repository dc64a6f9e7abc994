import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { LetterMessage, MailMessage, NoticeMessage } from '../../shared/mail/message.ts';
import { noticeContent, noticeLink } from '../../shared/mail/notice-templates.ts';
import { type Content, rendered } from '../../shared/mail/render.ts';
import { deletionNotice, type NoticeClaim } from '../../shared/storage/accounts/notices.ts';
import type { MailerDeps } from './deps.ts';

import { holdSuppressed } from './hold-suppressed.ts';
import { type Letter, letterContent } from './letters.ts';

import { puttingOff } from './put-off.ts';
import { isKnown, type SignInMessage, signInLetter, withheldBecause } from './sign-in-letter.ts';

/** Sends the mails of the queue, but not to an address from which they bounce or whose reader complained. A sign-in link's token is made here, so that it lies in no queue. */
export const mailer = (deps: MailerDeps) =>
  queueFunction(deps, (record) =>
    puttingOff(deps, record, async () => {
      const message = JSON.parse(record.body) as MailMessage;
      if (message.template === 'notice') return sendNotice(deps, message);
      if (await holdSuppressed(deps, message, {})) return;
      if (message.template === 'sign_in') return sendSignIn(deps, message, record.messageId);
      return sendLetter(deps, message);
    }),
  );

async function sendLetter(deps: MailerDeps, message: Letter): Promise<void> {
  const claim = onceClaimOf(deps, message);
  if (claim && !(await deps.notices.claim(claim))) {
    deps.log.info('mail sent before', { template: message.template, account: claim.accountId });
    return;
  }
  await send(deps, message, letterContent(deps, message));
  if (claim) await deps.notices.setSent(claim);
  deps.log.info('mail sent', { template: message.template });
}

/** A link is noted as sent once the mail was taken: one that never went out keeps its owner from no other. */
async function sendSignIn(deps: MailerDeps, message: SignInMessage, messageId: string): Promise<void> {
  const request = { message, messageId, isKnown: await isKnown(deps, message.email) };
  const because = await withheldBecause(deps, request);
  if (because !== null) {
    deps.log.warn('mail withheld', { template: 'sign_in', because, ...message.askedFrom });
    return;
  }
  const { content, link } = await signInLetter(deps, request);
  await send(deps, message, content);
  if (link) await deps.sessions.setLatestLink(link);
  deps.log.info('mail sent', { template: 'sign_in' });
}

/**
 * One of the messages that bear a notice mails it. Only where the mail was taken and the mark that says so failed is it mailed
 * again, since SES knows no idempotency key: told twice rather than never. One that is held back is claimed by no message, so one that
 * bears it again is looked at anew.
 */
async function sendNotice(deps: MailerDeps, message: NoticeMessage): Promise<void> {
  const { accountId, notice, template } = message;
  const claim = claimOf(deps, message, notice.id);
  const ids = { notice: notice.id, account: accountId };
  const account = await deps.accounts.find(accountId);
  if (account && (await holdSuppressed(deps, { email: account.email, template }, ids))) return;
  if (!account || lifeOf(account) === 'left' || !(await deps.notices.claim(claim))) {
    deps.log.info('notice not mailed', { ...ids, exists: account !== null });
    return;
  }
  const link = noticeLink(deps.origin, notice);
  const words = { site: deps.catalog.name, language: account.language, link };
  await send(deps, account, noticeContent(words, notice));
  await deps.notices.setSent(claim);
  deps.log.info('mail sent', { template: notice.kind, ...ids });
}

/** The claim of a letter that is mailed once; null: as often as it is queued. */
function onceClaimOf(deps: MailerDeps, message: LetterMessage): NoticeClaim | null {
  if (message.template === 'account_deleted') return claimOf(deps, message, deletionNotice);
  return 'noticeId' in message ? claimOf(deps, message, message.noticeId) : null;
}

/** The claim on what is mailed once, by the message that bears it. */
const claimOf = (
  { now }: MailerDeps,
  message: { readonly id: string; readonly accountId: string },
  noticeId: string,
) => ({
  accountId: message.accountId,
  noticeId,
  messageId: message.id,
  now: now(),
});

const send = (deps: MailerDeps, to: Pick<LetterMessage, 'email' | 'language'>, content: Content): Promise<void> =>
  deps.deliver({ to: to.email, ...rendered(content, { language: to.language, sender: deps.catalog.name }) });
