import type Stripe from 'stripe';

/** One price of a subscription that is to begin. */
export type WantedItem = {
  readonly price: Stripe.Price;
  readonly quantity: number;
  readonly metadata: Record<string, string>;
};

/** A coupon that is to be redeemed, and the code that gave it; null without one. */
export type WantedDiscount = { readonly coupon: Stripe.Coupon; readonly promotionCode: Stripe.PromotionCode | null };

/** A subscription that is to begin. */
export type WantedSubscription = {
  readonly customer: string;
  readonly items: readonly WantedItem[];
  readonly currency: string;
  /** Epoch seconds; null without a trial. */
  readonly trialEnd: number | null;
  /** The effect of a trial's end without a card: `create_invoice`, `cancel` or `pause`. */
  readonly missingPaymentMethod: string;
  readonly defaultPaymentMethod: string | null;
  /** How long an invoice may be paid by transfer; null where the card is charged. */
  readonly daysUntilDue: number | null;
  readonly description: string | null;
  readonly automaticTax: boolean;
  readonly customFields: Stripe.Subscription.InvoiceSettings['custom_fields'];
  readonly metadata: Record<string, string>;
  readonly discounts: readonly WantedDiscount[];
};

/** The subscription that a checkout session begins once it is paid. The customer and the card are known then, and the trial starts then. */
export type CheckoutOrder = Omit<WantedSubscription, 'customer' | 'defaultPaymentMethod' | 'daysUntilDue'> & {
  readonly trialDays: number | null;
};
