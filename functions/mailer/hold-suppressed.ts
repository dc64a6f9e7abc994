import { normalEmail } from '../../shared/domain/accounts/account.ts';
import { isSuppressed, type MailKind } from '../../shared/domain/mail/suppression.ts';
import type { LetterMessage } from '../../shared/mail/message.ts';
import type { MailerDeps } from './deps.ts';
import { isKnown } from './sign-in-letter.ts';

type HoldBackDeps = Pick<MailerDeps, 'catalog' | 'accounts' | 'suppressions' | 'log' | 'count'>;
type Addressed = { readonly email: string; readonly template: LetterMessage['template'] | 'notice' };

/**
 * Whether a mail to this address stays unsent, because of what was reported of it. That is a line in the log and a count, and no
 * failure: tried again it would stay unsent again.
 */
export async function holdSuppressed(
  deps: HoldBackDeps,
  message: Addressed,
  ids: Record<string, string>,
): Promise<boolean> {
  const suppression = await deps.suppressions.find(normalEmail(message.email));
  if (!suppression || !isSuppressed(suppression, await kindOf(deps, message))) return false;
  deps.log.warn('mail held back', { template: message.template, reason: suppression.reason, ...ids });
  deps.count('MailHeldBack', 1);
  return true;
}

/**
 * Anybody may ask for a link to any address: it is asked for by its reader only where that address signs in here. A changed passkey is always
 * told: whoever changed it may have called our mails spam before.
 */
async function kindOf({ catalog, accounts }: HoldBackDeps, { template, email }: Addressed): Promise<MailKind> {
  if (template === 'account_deleted' || template === 'passkey_changed') return 'asked';
  if (template !== 'sign_in') return 'told';
  return (await isKnown({ catalog, accounts }, email)) ? 'asked' : 'told';
}
