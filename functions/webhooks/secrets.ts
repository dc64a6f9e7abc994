import { mintingFirst } from '../../shared/domain/keys/hash.ts';
import { encryptedSecret } from '../../shared/domain/webhooks/sealed-secret.ts';
import { mintSigningSecret } from '../../shared/domain/webhooks/signature.ts';
import { encryptionContext, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhooksDeps } from './deps.ts';

/** A new signing secret for a webhook, as it is shown and as it is stored. */
export async function newSecret(
  { webhookKeys, randomBytes, now }: WebhooksDeps,
  webhook: Pick<Webhook, 'owner' | 'id'>,
) {
  const secret = mintSigningSecret(randomBytes);
  const keys = mintingFirst(await webhookKeys.current(), now());
  const stored = encryptedSecret(secret, keys, { context: encryptionContext(webhook), randomBytes });
  return { secret, stored: { sealed: stored, until: null } };
}
