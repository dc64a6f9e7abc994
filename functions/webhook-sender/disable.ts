import { operatorAddresses } from '../../shared/domain/accounts/operator.ts';
import { webhookOccasion } from '../../shared/domain/mail/mails/webhook-disabled.ts';
import { type DisabledBecause, operators, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhookSenderDeps } from './deps.ts';

/** Nobody has to be told of what they did themselves. */
type Because = Exclude<DisabledBecause, 'owner'>;

/**
 * Disables a webhook and mails its owner. The mail is queued first: if this dies in between, it is queued again, and the mailer sends one
 * of both.
 * False where the owner changed the webhook meanwhile.
 */
export async function disableWebhook(deps: WebhookSenderDeps, webhook: Webhook, because: Because): Promise<boolean> {
  const { owner, id, url } = webhook;
  const host = new URL(url).host;
  for (const reader of await readersOf(deps, owner))
    await deps.mail.send({
      ...{ template: 'webhook_disabled', id: deps.newId(), accountId: owner, ...reader, host, because },
      noticeId: webhookOccasion(webhook, reader.email),
      since: webhook.failingSince ?? deps.now().toISOString(),
    });
  const done = await deps.webhookStates.disable(webhook, {
    disabledAt: deps.now().toISOString(),
    disabledBecause: because,
  });
  if (done) deps.log.warn('webhook disabled', { owner, webhook: id, host, because });
  return done;
}

async function readersOf({ accounts, catalog, operatorWords }: WebhookSenderDeps, owner: string) {
  if (owner === operators) {
    const { words } = await operatorWords.read();
    return operatorAddresses(catalog.operators, words).map((email) => ({ email, language: 'en' as const }));
  }
  const account = await accounts.find(owner);
  return account && account.email !== '' ? [{ email: account.email, language: account.language }] : [];
}
