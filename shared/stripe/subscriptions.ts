import type Stripe from 'stripe';
import type { Subscription, SubscriptionItem } from '../domain/billing/subscription.ts';

/** Metadata that a price of ours carries: its lookup key for good, also after a newer price has taken that over. */
export const lookupKeyMetadata = 'tollgate_lookup_key';

/** A subscription of Stripe's (API 2026-10-28, `latest_invoice` expanded) in our words. */
export function subscriptionOf(subscription: Stripe.Subscription): Subscription {
  return {
    id: subscription.id,
    status: subscription.status,
    createdAt: isoOf(subscription.created),
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    cancelAt: isoOrNull(subscription.cancel_at),
    endedAt: isoOrNull(subscription.ended_at),
    collectionPaused: subscription.pause_collection !== null,
    collection: subscription.collection_method === 'send_invoice' ? 'send_invoice' : 'charge_automatically',
    latestInvoice: invoiceOf(subscription.latest_invoice),
    items: subscription.items.data.map(itemOf),
  };
}

function itemOf({
  price,
  quantity,
  current_period_start,
  current_period_end,
}: Stripe.SubscriptionItem): SubscriptionItem {
  return {
    lookupKey: price.metadata[lookupKeyMetadata] ?? price.lookup_key,
    quantity: quantity ?? 1,
    interval: intervalOf(price),
    periodStart: isoOf(current_period_start),
    periodEnd: isoOf(current_period_end),
  };
}

const intervals = ['day', 'week', 'month', 'year'] as const;

function intervalOf({ id, recurring }: Stripe.Price): SubscriptionItem['interval'] {
  const interval = intervals.find((each) => each === recurring?.interval);
  if (!interval) throw new Error(`Price ${id} recurs by "${recurring?.interval}", which is not known here`);
  return interval;
}

function invoiceOf(invoice: Stripe.Subscription['latest_invoice']): Subscription['latestInvoice'] {
  if (invoice === null || typeof invoice === 'string') return null;
  return { createdAt: isoOf(invoice.created), dueAt: isoOrNull(invoice.due_date), status: invoice.status };
}

/** Stripe's epoch seconds as ISO-8601 UTC. */
export const isoOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();
const isoOrNull = (epochSeconds: number | null): string | null => (epochSeconds === null ? null : isoOf(epochSeconds));
