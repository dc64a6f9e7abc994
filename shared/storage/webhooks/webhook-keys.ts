import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The webhooks of an owner. */
export const webhookPartition = (owner: string): string => prefixes.webhook + owner;

/** The sort keys of webhooks begin with this. */
export const webhooksPrefix = 'HOOK#';

/** One webhook of an owner. */
export const webhookKey = (owner: string, webhookId: string): Key => ({
  pk: webhookPartition(owner),
  sk: webhooksPrefix + webhookId,
});

/** The number of an owner's webhooks. */
export const webhookCountKey = (owner: string): Key => ({ pk: webhookPartition(owner), sk: 'COUNT' });

/** The sender's findings about webhooks. */
export const webhookStatesPartition = (owner: string): string => prefixes.webhookState + owner;

/** The state of one webhook: whether its address answers. */
export const webhookStateKey = (owner: string, webhookId: string): Key => ({
  pk: webhookStatesPartition(owner),
  sk: webhookId,
});

/** Events that an owner's webhooks were told of, and their deliveries. */
export const deliveryPartition = (owner: string): string => prefixes.delivery + owner;

/** An event for an owner's webhooks. */
export const webhookEventKey = (owner: string, eventId: string): Key => ({
  pk: deliveryPartition(owner),
  sk: `EVENT#${eventId}`,
});

/** In order of the events' times. */
export const deliveriesPrefix = (webhookId: string): string => `DELIVERY#${webhookId}#`;

/** One delivery of an event to a webhook. */
export const deliveryKey = (of: {
  readonly owner: string;
  readonly webhookId: string;
  readonly at: string;
  readonly eventId: string;
}): Key => ({ pk: deliveryPartition(of.owner), sk: `${deliveriesPrefix(of.webhookId)}${of.at}#${of.eventId}` });
