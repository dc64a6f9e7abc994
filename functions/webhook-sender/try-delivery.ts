import type { Attempt, Delivery } from '../../shared/domain/webhooks/delivery.ts';
import { dueAgainAt, maxAttempts } from '../../shared/domain/webhooks/retries.ts';
import { disabledBy, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { disableWebhook } from './disable.ts';
import { send } from './send.ts';

/** `given_up`: it is not tried any more. `taken`: somebody else tries it. */
export type Tried = 'delivered' | 'failed' | 'given_up' | 'taken';

/** Longer than a try can take: so long nobody else begins another. */
const leaseMs = 60_000;

/**
 * Tries a delivery once. It is claimed first, so that of many senders one sends it, and it becomes due again should that one die.
 * The result is noted only while nobody has begun another try or asked for a replay.
 */
export async function tryDelivery(deps: WebhookSenderDeps, found: Delivery): Promise<Tried> {
  const webhook = await deps.webhooks.find(found.owner, found.webhookId);
  if (!webhook || webhook.disabledAt !== null) return giveUp(deps, found, webhook ? 'disabled' : 'removed');
  if (found.attempts >= maxAttempts) return giveUp(deps, found, found.lastError ?? 'interrupted');
  if (!(await deps.deliveries.claim(found, new Date(deps.now().getTime() + leaseMs).toISOString()))) return 'taken';
  const delivery = { ...found, attempts: found.attempts + 1 };
  const { retryAfterSeconds, hasAnswered, ...attempt } = await send(deps, webhook, delivery);
  const ids = { owner: found.owner, webhook: webhook.id, event: found.eventId, attempts: delivery.attempts };
  deps.log.info('webhook tried', { ...ids, status: attempt.status, error: attempt.error });
  if (attempt.error === null) {
    await deps.deliveries.setDelivered(delivery, attempt);
    if (hasAnswered) await deps.webhookStates.setAnswered(webhook);
    if (webhook.failingSince !== null) await deps.webhookStates.setWorking(webhook);
    return 'delivered';
  }
  const ended = await noteFailure(deps, webhook, attempt);
  const { attempts } = delivery;
  const isLast = ended || attempts >= maxAttempts;
  const dueAt = isLast ? null : dueAgainAt({ attempts, at: deps.now(), random: deps.random(), retryAfterSeconds });
  await deps.deliveries.setFailed(delivery, attempt, dueAt);
  return isLast ? 'given_up' : 'failed';
}

async function giveUp(deps: WebhookSenderDeps, delivery: Delivery, error: string): Promise<'given_up'> {
  const at = deps.now().toISOString();
  await deps.deliveries.setFailed(delivery, { at, status: delivery.lastStatus, error }, null);
  return 'given_up';
}

/** Whether the webhook is disabled now because of it. */
async function noteFailure(deps: WebhookSenderDeps, webhook: Webhook, attempt: Attempt): Promise<boolean> {
  const { at, status } = attempt;
  if (webhook.failingSince === null) await deps.webhookStates.setFailing(webhook, attempt);
  const now = await deps.webhooks.find(webhook.owner, webhook.id);
  // Another try, under way at the same time, has done it, and told its owner.
  if (now && now.disabledAt !== null) return true;
  const because = now && disabledBy(now, { status, at: new Date(at) });
  if (!now || !because) return false;
  return disableWebhook(deps, now, because);
}
