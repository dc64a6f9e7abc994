import type { StripeMessage } from '../domain/billing/stripe-message.ts';
import type { ListedSubscription } from '../domain/billing/unowned.ts';

/** An invoice as the portal lists it. */
export type Invoice = {
  readonly id: string;
  /** Null where Stripe gave none. */
  readonly number: string | null;
  readonly createdAt: string;
  /** Stripe's status: `open`, `paid`, `uncollectible`, `void`. */
  readonly status: string;
  /** The total, tax and discounts included. */
  readonly amountMinor: number;
  readonly currency: string;
  /** Stripe's page of it. */
  readonly url: string | null;
};

/** A payment of a customer that succeeded. `refundedMinor`: how much of it went back since. `at`: ISO-8601 UTC. */
export type Payment = {
  readonly id: string;
  readonly at: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly currency: string;
  readonly disputed: boolean;
};

/** `limit` 1…100; `cursor` is the previous page's. */
export type PageOf = { readonly limit: number; readonly cursor?: string };

/** A page of invoices. Without `cursor` it is the last. */
export type InvoicePage = { readonly invoices: readonly Invoice[]; readonly cursor?: string };

/** A page of subscriptions. Without `cursor` it is the last. */
export type SubscriptionPage = { readonly subscriptions: readonly ListedSubscription[]; readonly cursor?: string };

/** A page of undelivered events. Without `cursor` it is the last. */
export type UndeliveredPage = { readonly messages: readonly StripeMessage[]; readonly cursor?: string };
