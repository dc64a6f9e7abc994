import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

export const webhookPartition = (owner: string): string => prefixes.webhook + owner;

export const webhooksPrefix = 'HOOK#';

export const webhookKey = (owner: string, webhookId: string): Key => ({
  pk: webhookPartition(owner),
  sk: webhooksPrefix + webhookId,
});

export const webhookCountKey = (owner: string): Key => ({ pk: webhookPartition(owner), sk: 'COUNT' });

/** The sender's findings about webhooks. */
export const webhookStatesPartition = (owner: string): string => prefixes.webhookState + owner;

export const webhookStateKey = (owner: string, webhookId: string): Key => ({
  pk: webhookStatesPartition(owner),
  sk: webhookId,
});

/** Events that an owner's webhooks were told of, and their deliveries. */
export const deliveryPartition = (owner: string): string => prefixes.delivery + owner;

export const webhookEventKey = (owner: string, eventId: string): Key => ({
  pk: deliveryPartition(owner),
  sk: `EVENT#${eventId}`,
});

/** In order of the events' times. */
export const deliveriesPrefix = (webhookId: string): string => `DELIVERY#${webhookId}#`;

export const deliveryKey = (of: {
  readonly owner: string;
  readonly webhookId: string;
  readonly at: string;
  readonly eventId: string;
}): Key => ({ pk: deliveryPartition(of.owner), sk: `${deliveriesPrefix(of.webhookId)}${of.at}#${of.eventId}` });
