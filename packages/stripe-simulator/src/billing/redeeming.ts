import type Stripe from 'stripe';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { WantedDiscount } from './wanted.ts';

/** A purchase before discounts, `amount` in minor units; `customer` is null for a buyer who is new to the account. */
export type Purchase = { readonly customer: string | null; readonly amount: number; readonly currency: string };

type DiscountParam = { readonly coupon?: string; readonly promotion_code?: string };

/** https://docs.stripe.com/billing/subscriptions/coupons */
const maxDiscounts = 20;

/** The coupons and codes that a request names. Throws Stripe's errors for one that is unknown or cannot be redeemed. */
export function wantedDiscounts(
  sim: Simulation,
  params: readonly DiscountParam[],
  purchase: Purchase,
): WantedDiscount[] {
  if (sim.rules.isOn('D6') && params.length > maxDiscounts)
    throw invalidRequest(`You can apply at most ${maxDiscounts} discounts.`, { param: 'discounts' });
  return params.map((param, index) => {
    const path = `discounts[${index}]`;
    const wanted = param.promotion_code
      ? byCode(sim, promotionCodeNamed(sim, param.promotion_code, `${path}[promotion_code]`))
      : { coupon: couponNamed(sim, param.coupon ?? '', `${path}[coupon]`), promotionCode: null };
    const refusal = refusalOf(sim, wanted, purchase);
    if (refusal) throw invalidRequest(refusal.message, { code: refusal.code, param: path });
    return wanted;
  });
}

/** The code as a buyer types it, in any case; undefined where no active one is called so. */
export function codeTyped(sim: Simulation, typed: string): WantedDiscount | undefined {
  const isMeant = ({ code }: Stripe.PromotionCode) => code.toLowerCase() === typed.trim().toLowerCase();
  const codes = sim.store.promotionCodes.newestFirst().filter(isMeant);
  const found = codes.find(({ active }) => active) ?? codes[0];
  return found && sim.store.coupons.get(couponIdOf(found)) ? byCode(sim, found) : undefined;
}

/** The coupon with this id. Throws `resource_missing`. */
export function couponNamed(sim: Simulation, id: string, param: string): Stripe.Coupon {
  const coupon = sim.store.coupons.get(id);
  if (!coupon) throw noSuch('coupon', id, param);
  return coupon;
}

/** The promotion code with this id. Throws `resource_missing`. */
export function promotionCodeNamed(sim: Simulation, id: string, param: string): Stripe.PromotionCode {
  const code = sim.store.promotionCodes.get(id);
  if (!code) throw noSuch('promotion code', id, param);
  return code;
}

/** The id of a promotion code's coupon. */
export const couponIdOf = ({ promotion }: Stripe.PromotionCode): string => idOf(promotion.coupon ?? '');

function byCode(sim: Simulation, promotionCode: Stripe.PromotionCode): WantedDiscount {
  return { coupon: couponNamed(sim, couponIdOf(promotionCode), 'promotion_code'), promotionCode };
}

/** Why this customer cannot redeem it now; undefined where they can. */
export function refusalOf(
  sim: Simulation,
  { coupon, promotionCode }: WantedDiscount,
  purchase: Purchase,
): { readonly code?: string; readonly message: string } | undefined {
  const now = sim.store.coupons.get(coupon.id);
  const code = promotionCode && sim.store.promotionCodes.get(promotionCode.id);
  if (code && !code.active) return { message: 'This promotion code is expired, used up or not active.' };
  if (!now?.valid) return { code: 'coupon_expired', message: `Coupon expired: ${coupon.id}` };
  if (sim.rules.isOn('D6b') && coupon.currency !== null && coupon.currency !== purchase.currency)
    return {
      message: `This coupon takes off an amount in ${coupon.currency} and cannot be redeemed in ${purchase.currency}.`,
    };
  return code ? restriction(sim, code, purchase) : undefined;
}

function restriction(
  sim: Simulation,
  { customer, restrictions }: Stripe.PromotionCode,
  purchase: Purchase,
): { readonly message: string } | undefined {
  const { first_time_transaction, minimum_amount, minimum_amount_currency } = restrictions;
  if (customer !== null && idOf(customer) !== purchase.customer)
    return { message: 'This promotion code is for another customer.' };
  if (first_time_transaction && hasPaid(sim, purchase.customer))
    return {
      message: 'This promotion code cannot be redeemed because the associated customer has prior transactions.',
    };
  const isEnough = purchase.amount >= (minimum_amount ?? 0);
  const isSame = minimum_amount_currency === null || minimum_amount_currency === purchase.currency;
  if (isEnough && isSame) return undefined;
  return {
    message: 'This promotion code cannot be redeemed because the purchase does not meet its minimum amount.',
  };
}

function hasPaid(sim: Simulation, customer: string | null): boolean {
  return customer !== null && sim.store.invoices.oldestFirst(customer).some(({ status }) => status === 'paid');
}

/** Counts one use; what is used up by it can be redeemed no more. */
export function countRedemption(sim: Simulation, { coupon, promotionCode }: WantedDiscount): void {
  const held = sim.store.coupons.get(coupon.id);
  if (held) {
    const times = held.times_redeemed + 1;
    sim.store.coupons.patch(held.id, {
      times_redeemed: times,
      valid: held.valid && times < (held.max_redemptions ?? Infinity),
    });
    if (!sim.store.coupons.mustGet(held.id).valid) endCodesOf(sim, held.id);
  }
  const code = promotionCode && sim.store.promotionCodes.get(promotionCode.id);
  if (!code) return;
  const times = code.times_redeemed + 1;
  const active = code.active && times < (code.max_redemptions ?? Infinity);
  sim.store.promotionCodes.patch(code.id, { times_redeemed: times, active });
}

/** A code is active only while its coupon is valid. */
export function endCodesOf(sim: Simulation, coupon: string): void {
  for (const code of sim.store.promotionCodes.oldestFirst())
    if (couponIdOf(code) === coupon) sim.store.promotionCodes.patch(code.id, { active: false });
}

/** Ends a coupon whose `redeem_by` has passed, and its codes with it; discounts that were given stay. */
export function expireCoupon(sim: Simulation, id: string): void {
  if (!sim.store.coupons.get(id)) return;
  sim.store.coupons.patch(id, { valid: false });
  endCodesOf(sim, id);
}

/** Ends a promotion code whose `expires_at` has passed. */
export function expirePromotionCode(sim: Simulation, id: string): void {
  sim.store.promotionCodes.patch(id, { active: false });
}
