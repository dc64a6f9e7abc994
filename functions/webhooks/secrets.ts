import { sealed } from '../../shared/domain/webhooks/sealed-secret.ts';
import { mintSigningSecret } from '../../shared/domain/webhooks/signature.ts';
import { sealContext, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhooksDeps } from './deps.ts';

/** A new signing secret for a webhook, as it is shown and as it is stored. */
export function newSecret({ webhookKeys, randomBytes }: WebhooksDeps, webhook: Pick<Webhook, 'owner' | 'id'>) {
  const secret = mintSigningSecret(randomBytes);
  const stored = sealed(secret, webhookKeys, { context: sealContext(webhook), randomBytes });
  return { secret, stored: { sealed: stored, until: null } };
}
