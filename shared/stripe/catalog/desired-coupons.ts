import { createHash } from 'node:crypto';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Coupon } from '../../domain/catalog/coupon.ts';
import { textIn } from '../../domain/catalog/localized.ts';

/** A coupon as it should be in Stripe. It cannot be changed there, so its id names its terms: other terms are another coupon. */
export type DesiredCoupon = {
  readonly id: string;
  /** The configuration's id of it. */
  readonly couponId: string;
  readonly name: string;
  readonly percentOff: number | null;
  readonly amountOffMinor: number | null;
  readonly currency: string | null;
  readonly duration: Coupon['duration'];
  readonly months: number | null;
  /** Empty: everything. */
  readonly productIds: readonly string[];
};

/** A promotion code as it should be; `coupon` is the Stripe id. */
export type DesiredCode = {
  readonly code: string;
  readonly coupon: string;
  readonly couponId: string;
  readonly maxRedemptions: number | null;
  readonly expiresAt: string | null;
  readonly firstTimeOnly: boolean;
};

/** The coupons that Stripe should hold. */
export const desiredCoupons = (catalog: Catalog): DesiredCoupon[] =>
  (catalog.coupons ?? []).map((coupon) => {
    const terms = {
      percentOff: coupon.percentOff ?? null,
      amountOffMinor: coupon.amountOffMinor ?? null,
      currency: coupon.currency ?? null,
      duration: coupon.duration,
      months: coupon.months ?? null,
      productIds: productIds(catalog, coupon.appliesTo ?? []).toSorted(),
    };
    const digest = createHash('sha256').update(JSON.stringify(terms)).digest('hex').slice(0, 10);
    return { id: `tollgate_${coupon.id}_${digest}`, couponId: coupon.id, name: textIn(coupon.name, 'en'), ...terms };
  });

/** The promotion codes that can be redeemed at this time: what has expired needs nothing done. */
export const desiredCodes = (catalog: Catalog, now: Date): DesiredCode[] => {
  const ids = new Map(desiredCoupons(catalog).map(({ id, couponId }) => [couponId, id]));
  return (catalog.coupons ?? []).flatMap(({ id, codes = [] }) =>
    codes
      .map(({ code, maxRedemptions = null, expiresAt = null, firstTimeOnly = false }) => ({
        code,
        coupon: ids.get(id) ?? '',
        couponId: id,
        maxRedemptions,
        expiresAt: expiresAt === null ? null : inWholeSeconds(expiresAt),
        firstTimeOnly,
      }))
      .filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now),
  );
};

/** As Stripe counts. */
const inWholeSeconds = (time: string) => new Date(Math.floor(Date.parse(time) / 1000) * 1000).toISOString();

const productIds = ({ plans, badges }: Catalog, sold: readonly string[]): string[] => [
  ...plans.filter(({ id }) => sold.includes(id)).map(({ id }) => `tollgate_plan_${id}`),
  ...badges.filter(({ id }) => sold.includes(id)).map(({ id }) => `tollgate_badge_${id}`),
];
