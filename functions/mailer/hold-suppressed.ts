import { normalEmail } from '../../shared/domain/accounts/account.ts';
import { type MailName, mails } from '../../shared/domain/mail/mails.ts';
import { isSuppressed, type MailKind } from '../../shared/domain/mail/suppression.ts';
import type { MailerDeps } from './deps.ts';
import { isKnown } from './sign-in-link.ts';

type SuppressionDeps = Pick<
  MailerDeps,
  'catalog' | 'people' | 'memberInvitations' | 'now' | 'suppressions' | 'log' | 'count'
>;
type Addressed = { readonly name: MailName; readonly email: string };

/**
 * Whether a mail to this address stays unsent, because of what SES reported of the address. That is a line in the log and a count, and no
 * failure: a second try would stay unsent too.
 */
export async function holdSuppressed(
  deps: SuppressionDeps,
  mail: Addressed,
  ids: Record<string, string>,
): Promise<boolean> {
  const suppression = await deps.suppressions.find(normalEmail(mail.email));
  if (!suppression || !isSuppressed(suppression, await kindOf(deps, mail))) return false;
  deps.log.warn('mail held back', { template: mail.name, reason: suppression.reason, ...ids });
  deps.count('MailHeldBack', 1);
  return true;
}

/** Anybody may ask for a link to any address. Its reader has asked only where that address signs in here. */
async function kindOf(deps: SuppressionDeps, { name, email }: Addressed): Promise<MailKind> {
  if (name !== 'sign_in') return mails[name].kind;
  return (await isKnown(deps, email)) ? 'requested' : 'notification';
}
