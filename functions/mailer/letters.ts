import { linkMinutes } from '../../shared/domain/accounts/account.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { hashOf } from '../../shared/http/session.ts';
import { badgeDecided, badgeRefunded } from '../../shared/mail/badge-templates.ts';
import { affiliateInvited, domainProofFailing } from '../../shared/mail/organization-templates.ts';
import type { Content } from '../../shared/mail/render.ts';
import { suspensionContent } from '../../shared/mail/suspension.ts';
import { accountDeleted, noAccount, signIn, signUp } from '../../shared/mail/templates.ts';
import { webhookDisabled } from '../../shared/mail/webhook-disabled.ts';
import type { LetterMessage } from '../../shared/queues.ts';
import type { MailerDeps } from '../mailer.ts';

type LetterDeps = Pick<MailerDeps, 'catalog' | 'accounts' | 'sessions' | 'origin' | 'newToken' | 'now'>;

/** What a message to an address says; a sign-in link is made on the way. */
export async function letterContent(deps: LetterDeps, message: LetterMessage): Promise<Content> {
  const words = { site: deps.catalog.name, language: message.language };
  switch (message.template) {
    case 'sign_in': {
      const { email, organization } = message;
      const hasAccount = (await deps.accounts.findByEmail(email)) !== null;
      const isKnown = hasAccount || deps.catalog.operators.includes(email);
      if (!isKnown && organization === null) return noAccount({ ...words, link: `${deps.origin}/sign-up` });
      const link = await newLink(deps, { email, organization: hasAccount ? null : organization });
      return isKnown ? signIn({ ...words, link }) : signUp({ ...words, link });
    }
    case 'badge_decided':
      return badgeDecided({ ...words, link: `${deps.origin}/dashboard` }, message);
    case 'badge_refunded':
      return badgeRefunded({ ...words, link: `${deps.origin}/dashboard` }, message);
    case 'account_deleted':
      return accountDeleted({
        ...words,
        organization: message.organization,
        supportEmail: deps.catalog.supportEmail,
      });
    case 'account_suspension':
      return suspensionContent(
        { ...words, link: `${deps.origin}/dashboard` },
        { ...message, supportEmail: deps.catalog.supportEmail },
      );
    case 'affiliate_invited':
      return affiliateInvited({ ...words, ...message, link: `${deps.origin}/dashboard#badges` });
    case 'domain_proof':
      return domainProofFailing({ ...words, ...message, link: `${deps.origin}/dashboard` });
    case 'webhook_disabled': {
      const page = message.accountId === operators ? '/operator/webhooks' : '/dashboard#webhooks';
      return webhookDisabled({ ...words, link: deps.origin + page }, message);
    }
  }
}

async function newLink(
  deps: LetterDeps,
  to: { readonly email: string; readonly organization: string | null },
): Promise<string> {
  const token = deps.newToken();
  const expiresAt = new Date(deps.now().getTime() + linkMinutes * 60_000).toISOString();
  await deps.sessions.putLink(hashOf(token), { ...to, expiresAt });
  return `${deps.origin}/sign-in/link?token=${token}`;
}
