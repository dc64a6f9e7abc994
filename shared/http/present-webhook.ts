import type { Delivery } from '../domain/webhooks/delivery.ts';
import type { WebhookEvent } from '../domain/webhooks/event.ts';
import { hasAnswered, type Webhook } from '../domain/webhooks/webhook.ts';
import type { DeliveryView, ReplayedDeliveriesView, SentEventView, WebhookView } from './views.ts';

/** A webhook as its owner sees it: never a secret, sealed or not. */
export function webhookView(webhook: Webhook, now: Date): WebhookView {
  const { id, url, types, createdAt, disabledAt, disabledBecause, failingSince, secrets } = webhook;
  const old = secrets.find(({ until }) => until !== null && until > now.toISOString());
  return {
    id,
    url,
    types: [...types],
    createdAt,
    status: disabledAt !== null ? 'disabled' : failingSince !== null ? 'failing' : 'working',
    disabledBecause,
    disabledAt,
    failingSince,
    answered: hasAnswered(webhook),
    oldSecretUntil: old?.until ?? null,
  };
}

/** A delivery without its body and its owner. */
export const deliveryView = ({ owner, webhookId, eventId, body, ...delivery }: Delivery): DeliveryView => ({
  event: eventId,
  ...delivery,
});

/** A test event that was sent. */
export const sentEventView = ({ id }: Pick<WebhookEvent, 'id'>): SentEventView => ({ event: id });

/** The deliveries that are sent again. */
export const replayedView = (deliveries: readonly Delivery[]): ReplayedDeliveriesView => ({
  replayed: deliveries.length,
});
