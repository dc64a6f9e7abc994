import type Stripe from 'stripe';

/** One line of an invoice to be made; `amount` in minor units, negative for a credit. The period is half-open. */
export type BillLine = {
  readonly item: Stripe.SubscriptionItem;
  readonly amount: number;
  readonly quantity: number;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  readonly isProration: boolean;
  /** Where the quantity is what a meter says of the period. */
  readonly usage?: { readonly meter: string; readonly customer: string };
};

/** A subscription's invoice to be drafted: its lines, the reason, and its times in epoch seconds. */
export type NewInvoice = {
  readonly subscription: Stripe.Subscription;
  readonly reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';
  readonly lines: readonly BillLine[];
  /** When the draft becomes final by itself; null where the caller sees to it. */
  readonly finalizesAt: number | null;
  /** It stays as it is until somebody acts: Stripe neither sends nor retries it. Absent: false. */
  readonly isLeftAlone?: boolean;
  /** Epoch seconds; null or absent where it is charged. */
  readonly dueDate?: number | null;
  /** The usage period before this invoice. */
  readonly periodStart: number;
  readonly periodEnd: number;
};
