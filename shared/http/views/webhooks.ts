/** Webhooks: addresses of a buyer's or the operator's that are told of events. */
import type { DeliveryState } from '../../domain/webhooks/delivery.ts';
import type { EventType } from '../../domain/webhooks/event-types.ts';
import type { DisabledBecause } from '../../domain/webhooks/webhook.ts';

/** A webhook. `types` is empty where it receives every event. */
export type WebhookView = {
  id: string;
  url: string;
  types: EventType[];
  createdAt: string;
  status: 'working' | 'failing' | 'disabled';
  disabledBecause: DisabledBecause | null;
  disabledAt: string | null;
  failingSince: string | null;
  /** Whether its address answered a test with its challenge, so that it may be sent more tests and replays. */
  answered: boolean;
  /** Until when the secret before the latest rotation signs too. */
  oldSecretUntil: string | null;
};

/** A webhook with its signing secret, which is never shown again. */
export type SecretWebhookView = WebhookView & { secret: string };

/** A delivery of an event to a webhook. It is kept 30 days. */
export type DeliveryView = {
  /** The event's id, which is the header `webhook-id`. */
  event: string;
  type: EventType;
  at: string;
  state: DeliveryState;
  attempts: number;
  dueAt: string | null;
  lastAt: string | null;
  lastStatus: number | null;
  lastError: string | null;
};

/** An event on its way to a webhook. */
export type SentEventView = {
  /** The event's id; the deliveries say whether it arrived. */
  event: string;
};

/** Deliveries that are sent again. */
export type ReplayedDeliveriesView = {
  /** How many. */
  replayed: number;
};
