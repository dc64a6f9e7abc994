import { linkMinutes } from '../../shared/domain/accounts/account.ts';
import { isOperator } from '../../shared/domain/accounts/operator.ts';
import { domainOfAddress, mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import type { MailData } from '../../shared/domain/mail/mails.ts';
import type { LetterMessage } from '../../shared/domain/mail/message.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import { passFairly } from '../../shared/services/budgets/fair-budget.ts';
import type { MailerDeps } from './deps.ts';

/** The message that asks for a sign-in link. */
export type SignInMessage = Extract<LetterMessage, { readonly template: 'sign_in' }>;
/** `messageId`: the queue's own, which it keeps through retries. */
type Request = { readonly message: SignInMessage; readonly messageId: string; readonly isKnown: boolean };
/** Why a sign-in mail stays unsent. */
export type Withheld = 'mailbox_limit' | 'domain_takes_no_mail' | 'unknown_budget';

/** A link that works for less than this does not keep its owner from another one. */
const minLeftMs = 5 * 60_000;
/** Bounds what passes where many requests at once find no working link. */
const maxBeyondLimitPerHour = 12;

/** Whether the address signs in here: it is a person's or an operator's, or an organization invites it. */
export const isKnown = async (
  { catalog, people, memberInvitations, now }: Pick<MailerDeps, 'catalog' | 'people' | 'memberInvitations' | 'now'>,
  email: string,
) =>
  isOperator(catalog.operators, email) ||
  (await people.isKnown(email)) ||
  (await memberInvitations.isInvited(email, now()));

/** Why a sign-in mail stays unsent; null: it goes out. The API has answered before, and alike in all cases. */
export async function withheldBecause(deps: MailerDeps, request: Request): Promise<Withheld | null> {
  const { message, isKnown } = request;
  if (message.isOverLimit && !(await ownerNeedsLink(deps, request))) return 'mailbox_limit';
  if (isKnown) return null;
  if (!(await deps.mailDomains.takesMail(domainOfAddress(message.email)))) return 'domain_takes_no_mail';
  return (await withinUnknownBudget(deps, request)) ? null : 'unknown_budget';
}

/**
 * Whether the owner of a mailbox has no working link, although others used up its limit: then this one goes out. An address without an account
 * counts only in its plain spelling, since a mailbox has endless others.
 */
async function ownerNeedsLink(deps: MailerDeps, { message, isKnown }: Request): Promise<boolean> {
  const { email, organization } = message;
  if (!isKnown && (organization === null || email !== mailboxOf(email))) return false;
  const until = new Date(deps.now().getTime() + minLeftMs);
  if (await deps.sessions.hasWorkingLink(email, until)) return false;
  const limit = { scope: 'mail-beyond', subject: email, limitPerHour: maxBeyondLimitPerHour };
  return (await deps.throttles.pass(limit, deps.now())).passed;
}

/** Counted once a message, however often the queue hands it out. */
async function withinUnknownBudget(deps: MailerDeps, { message, messageId }: Request): Promise<boolean> {
  if (!(await deps.throttles.first({ scope: 'mail-unknown', subject: messageId }, deps.now()))) return true;
  const limitPerHour = deps.catalog.settings.throttles.mailsToUnknownPerHour;
  const answer = await passFairly(deps, { scope: 'mail-unknown', limitPerHour }, message.askedFrom);
  if (!answer.passed) deps.count('MailBudgetSpent', 1);
  return answer.passed;
}

type Minted = Pick<MailData<'sign_in'>, 'token' | 'opens'>;

/** A new link for the mail, stored, where there is something to sign in to. */
export async function signInLink(deps: MailerDeps, { message, isKnown }: Omit<Request, 'messageId'>) {
  const { email, organization, returnTo } = message;
  if (!isKnown && organization === null)
    return { minted: { token: null, opens: 'nothing' } satisfies Minted, link: null };
  const belongs = (await deps.accounts.findByEmail(email)) !== null;
  const token = deps.newToken();
  const link = {
    ...{ email, organization: belongs ? null : organization },
    ...(returnTo === undefined ? {} : { returnTo }),
    expiresAt: new Date(deps.now().getTime() + linkMinutes * 60_000).toISOString(),
  };
  const tokenHash = hashOfToken(token);
  await deps.sessions.putLink(tokenHash, link);
  const minted: Minted = { token, opens: isKnown ? 'account' : 'new account' };
  return { minted, link: { tokenHash, ...link } };
}
