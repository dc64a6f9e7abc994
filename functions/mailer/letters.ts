import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { badgeDecided, badgeRefunded } from '../../shared/mail/badge-templates.ts';
import { licenceChanges } from '../../shared/mail/licence-changes.ts';
import type { LetterMessage } from '../../shared/mail/message.ts';
import { affiliateInvited, affiliateRemoved, domainProofFailing } from '../../shared/mail/organization-templates.ts';
import { passkeyChanged } from '../../shared/mail/passkey-changed.ts';
import type { Content } from '../../shared/mail/render.ts';
import { suspensionContent } from '../../shared/mail/suspension.ts';
import { accountDeleted } from '../../shared/mail/templates.ts';
import { webhookDisabled } from '../../shared/mail/webhook-disabled.ts';
import type { MailerDeps } from './deps.ts';
import type { SignInMessage } from './sign-in-letter.ts';

type LetterDeps = Pick<MailerDeps, 'catalog' | 'origin'>;
export type Letter = Exclude<LetterMessage, SignInMessage>;

/** The content of a message to an address; one with a sign-in link is `signInLetter`. */
export function letterContent(deps: LetterDeps, message: Letter): Content {
  const words = { site: deps.catalog.name, language: message.language };
  switch (message.template) {
    case 'badge_decided':
      return badgeDecided({ ...words, link: `${deps.origin}/dashboard` }, message);
    case 'badge_refunded':
      return badgeRefunded({ ...words, link: `${deps.origin}/dashboard` }, message);
    case 'account_deleted':
      return accountDeleted({
        ...words,
        organization: message.organization,
        supportEmail: deps.catalog.supportEmail,
        acceptancesKeptYears: deps.catalog.settings.keepAcceptancesYears,
      });
    case 'account_suspension':
      return suspensionContent(
        { ...words, link: `${deps.origin}/dashboard` },
        { ...message, supportEmail: deps.catalog.supportEmail },
      );
    case 'passkey_changed':
      return passkeyChanged(
        { ...words, link: `${deps.origin}/dashboard#passkeys` },
        { ...message, supportEmail: deps.catalog.supportEmail },
      );
    case 'affiliate_invited':
      return affiliateInvited({ ...words, ...message, link: `${deps.origin}/dashboard#badges` });
    case 'affiliate_removed':
      return affiliateRemoved({ ...words, ...message, link: `${deps.origin}/dashboard#badges` });
    case 'domain_proof':
      return domainProofFailing({ ...words, ...message, link: `${deps.origin}/dashboard` });
    case 'licence_changes':
      return licenceChanges({
        ...words,
        ...message,
        text: deps.origin + message.url,
        link: `${deps.origin}/dashboard#licences`,
      });
    case 'webhook_disabled': {
      const page = message.accountId === operators ? '/operator/webhooks' : '/dashboard#webhooks';
      return webhookDisabled({ ...words, link: deps.origin + page }, message);
    }
  }
}
