import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from './metadata.ts';

/** The products that a coupon is for, by the coupon's id; no entry where it is for all. */
export const couponProducts = accountMap<readonly string[]>();

/** A coupon as created from these parameters, under its own id if one is given. Its products are stored apart, since answers show them only when expanded. */
export function newCoupon(sim: Simulation, params: Stripe.CouponCreateParams): Stripe.Coupon {
  return {
    id: params.id || sim.newId('c', 8).slice(2),
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: sim.time.now(),
    currency: params.currency?.toLowerCase() ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name || null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
}

/** A code that buyers type in to get a coupon. */
export function newPromotionCode(
  sim: Simulation,
  params: Stripe.PromotionCodeCreateParams,
  { code, coupon }: { readonly code: string; readonly coupon: string },
): Stripe.PromotionCode {
  const { minimum_amount, minimum_amount_currency, first_time_transaction } = params.restrictions ?? {};
  return {
    id: sim.newId('promo'),
    object: 'promotion_code',
    active: params.active ?? true,
    code,
    created: sim.time.now(),
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    promotion: { coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: first_time_transaction ?? false,
      minimum_amount: minimum_amount ?? null,
      minimum_amount_currency: minimum_amount_currency?.toLowerCase() ?? null,
    },
    times_redeemed: 0,
  };
}
