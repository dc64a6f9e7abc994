import type Stripe from 'stripe';
import { formatMoney } from '../../domain/money.ts';
import { isoOf } from '../subscriptions.ts';
import type { DesiredCode } from './desired-coupons.ts';

/** A coupon of ours at Stripe. */
export type CurrentCoupon = {
  readonly id: string;
  readonly couponId: string;
  readonly name: string;
  readonly timesRedeemed: number;
  /** The configuration does not have it any more: it is kept for who has its discount. */
  readonly isRetired: boolean;
  /** `25% off for 3 months` */
  readonly text: string;
};

/** A promotion code of ours at Stripe, newest first. */
export type CurrentCode = DesiredCode & {
  readonly id: string;
  readonly active: boolean;
  /** Every redemption that it had was made: it cannot be active again. */
  readonly isUsedUp: boolean;
};

/** Metadata of a coupon of ours and of its codes: the configuration's id of it. */
export const couponMetadata = 'tollgate_coupon';

/** Metadata of a coupon that the configuration does not have any more. */
export const retiredMetadata = 'tollgate_retired';

/** Every coupon of ours, retired ones too. */
export async function readCoupons(stripe: Stripe): Promise<CurrentCoupon[]> {
  const coupons = await Array.fromAsync(stripe.coupons.list({ limit: 100 }));
  return coupons.flatMap((coupon) => {
    const couponId = coupon.metadata?.[couponMetadata];
    if (couponId === undefined) return [];
    return [
      {
        id: coupon.id,
        couponId,
        name: coupon.name ?? '',
        timesRedeemed: coupon.times_redeemed,
        isRetired: coupon.metadata?.[retiredMetadata] !== undefined,
        text: couponText({
          percentOff: coupon.percent_off,
          amountOffMinor: coupon.amount_off,
          currency: coupon.currency,
          duration: coupon.duration,
          months: coupon.duration_in_months,
        }),
      },
    ];
  });
}

/** Every promotion code of ours, newest first, those that are not active any more too. */
export async function readCodes(stripe: Stripe): Promise<CurrentCode[]> {
  const codes = await Array.fromAsync(stripe.promotionCodes.list({ limit: 100 }));
  return codes.flatMap((code) => {
    const couponId = code.metadata?.[couponMetadata];
    if (couponId === undefined) return [];
    const { coupon } = code.promotion;
    return [
      {
        id: code.id,
        code: code.code,
        coupon: typeof coupon === 'string' ? coupon : (coupon?.id ?? ''),
        couponId,
        maxRedemptions: code.max_redemptions,
        expiresAt: code.expires_at === null ? null : isoOf(code.expires_at),
        firstTimeOnly: code.restrictions.first_time_transaction,
        active: code.active,
        isUsedUp: code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions,
      },
    ];
  });
}

type Terms = {
  readonly percentOff: number | null;
  readonly amountOffMinor: number | null;
  readonly currency: string | null;
  readonly duration: string;
  readonly months: number | null;
};

/** `25% off for 3 months`, `$10.00 off once`. */
export function couponText({ percentOff, amountOffMinor, currency, duration, months }: Terms): string {
  const off =
    percentOff === null
      ? formatMoney('en', { amountMinor: amountOffMinor ?? 0, currency: currency ?? 'usd' })
      : `${percentOff}%`;
  const length = duration === 'repeating' ? `for ${months} ${months === 1 ? 'month' : 'months'}` : duration;
  return `${off} off ${length === 'forever' ? 'for ever' : length}`;
}
