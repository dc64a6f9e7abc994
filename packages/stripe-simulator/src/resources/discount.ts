import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';

/** A coupon to be redeemed for a subscription, and the code and session that it came from. */
export type NewDiscount = {
  readonly coupon: Stripe.Coupon;
  readonly promotionCode: string | null;
  readonly checkoutSession: string | null;
  readonly subscription: Pick<Stripe.Subscription, 'id' | 'customer'>;
  /** Epoch seconds, exclusive; null where it has no end of its own. */
  readonly end: number | null;
};

/** A coupon's application to a subscription. */
export function newDiscount(sim: Simulation, input: NewDiscount): Stripe.Discount {
  const { coupon, promotionCode, checkoutSession, subscription, end } = input;
  return {
    id: sim.newId('di'),
    object: 'discount',
    checkout_session: checkoutSession,
    customer: subscription.customer,
    customer_account: null,
    end,
    invoice: null,
    invoice_item: null,
    promotion_code: promotionCode,
    source: { coupon: coupon.id, type: 'coupon' },
    start: sim.time.now(),
    subscription: subscription.id,
    subscription_item: null,
  };
}

/** The same once it is taken off its subscription. */
export function deletedDiscount(discount: Stripe.Discount): Stripe.DeletedDiscount {
  const { end: _, ...rest } = discount;
  return { ...rest, deleted: true };
}
