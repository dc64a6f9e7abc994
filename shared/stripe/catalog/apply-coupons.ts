import Stripe from 'stripe';
import { keyFor, underKey } from '../client.ts';
import { ours } from './current.ts';
import { couponMetadata, retiredMetadata } from './current-coupons.ts';
import type { DesiredCode, DesiredCoupon } from './desired-coupons.ts';
import type { CouponChange } from './plan-coupons.ts';

/** Makes one change of coupons and codes; repeating it changes nothing. */
export async function applyCouponChange(stripe: Stripe, change: CouponChange): Promise<void> {
  switch (change.kind) {
    case 'create_coupon':
      return createCoupon(stripe, change.coupon);
    case 'update_coupon':
      await stripe.coupons.update(change.coupon.id, {
        name: change.coupon.name,
        metadata: { [retiredMetadata]: '' },
      });
      return;
    case 'create_code':
      return createCode(stripe, change.code, change.follows ?? 'first');
    case 'activate_code':
      await stripe.promotionCodes.update(change.beforeCode.id, { active: true });
      return;
    case 'deactivate_code':
      await stripe.promotionCodes.update(change.beforeCode.id, { active: false });
      return;
    case 'retire_coupon':
      await stripe.coupons.update(change.beforeCoupon.id, { metadata: { [retiredMetadata]: 'yes' } });
      return;
  }
}

/** Its id is that of its terms: a second one cannot come to be, and one that is there already is it. */
async function createCoupon(stripe: Stripe, coupon: DesiredCoupon): Promise<void> {
  const { id, couponId, name, percentOff, amountOffMinor, currency, duration, months, productIds } = coupon;
  try {
    await stripe.coupons.create({
      id,
      name,
      duration,
      ...(percentOff === null ? {} : { percent_off: percentOff }),
      ...(amountOffMinor === null || currency === null ? {} : { amount_off: amountOffMinor, currency }),
      ...(months === null ? {} : { duration_in_months: months }),
      ...(productIds.length === 0 ? {} : { applies_to: { products: [...productIds] } }),
      metadata: { ...ours, [couponMetadata]: couponId },
    });
  } catch (error) {
    const isThere = error instanceof Stripe.errors.StripeError && error.code === 'resource_already_exists';
    if (!isThere) throw error;
  }
}

async function createCode(stripe: Stripe, wanted: DesiredCode, follows: string): Promise<void> {
  const { code, coupon, couponId, maxRedemptions, expiresAt, firstTimeOnly } = wanted;
  const input: Stripe.PromotionCodeCreateParams = {
    promotion: { type: 'coupon', coupon },
    code,
    ...(maxRedemptions === null ? {} : { max_redemptions: maxRedemptions }),
    ...(expiresAt === null ? {} : { expires_at: Date.parse(expiresAt) / 1000 }),
    ...(firstTimeOnly ? { restrictions: { first_time_transaction: true } } : {}),
    metadata: { ...ours, [couponMetadata]: couponId },
  };
  await underKey(keyFor(`catalog:code:${code}:${coupon}:${follows}`, input), (idempotencyKey) =>
    stripe.promotionCodes.create(input, { idempotencyKey }),
  );
}
