import { mapConcurrent } from '../../shared/concurrency.ts';
import type { WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { hears, operators } from '../../shared/domain/webhooks/webhook.ts';
import type { WebhookMessage } from '../../shared/queues.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { tryDelivery } from './try-delivery.ts';

const maxAtOnce = 10;

/**
 * Announces an event to the account's webhooks and the operators', once each, and tries new deliveries at once.
 * Where the receiver has been failing, the job tries instead, so that it delays no others.
 * The answer is the event as first announced. It may be repeated and may end anywhere, since noted deliveries are due.
 */
export async function announce(deps: WebhookSenderDeps, { event, to }: WebhookMessage): Promise<WebhookEvent> {
  const owners = to ? [to.owner] : [event.accountId, operators];
  const noted = await mapConcurrent(owners.length, owners, (owner) =>
    announceTo(deps, event, { owner, only: to?.webhookId }),
  );
  return noted[0] ?? event;
}

type To = { readonly owner: string; readonly only: string | undefined };

async function announceTo(deps: WebhookSenderDeps, event: WebhookEvent, { owner, only }: To): Promise<WebhookEvent> {
  const all = await deps.webhooks.listOf(owner);
  const hearers = all.filter((each) => hears(each, event.type) && (only === undefined || each.id === only));
  if (hearers.length === 0) return event;
  const noted = await deps.deliveries.note(owner, event);
  await mapConcurrent(maxAtOnce, hearers, async (webhook) => {
    const isNew = await deps.deliveries.add(webhook, noted, deps.now());
    if (!isNew || webhook.failingSince !== null) return;
    const delivery = await deps.deliveries.find(webhook, noted.id);
    if (delivery) await tryDelivery(deps, delivery);
  });
  return noted;
}
