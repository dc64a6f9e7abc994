import type { CurrentCode, CurrentCoupon } from './current-coupons.ts';
import type { DesiredCode, DesiredCoupon } from './desired-coupons.ts';

/** A change of one coupon or code at Stripe. */
export type CouponChange =
  | { readonly kind: 'create_coupon'; readonly coupon: DesiredCoupon }
  /** Its name, and that it is not retired. */
  | { readonly kind: 'update_coupon'; readonly coupon: DesiredCoupon; readonly beforeCoupon: CurrentCoupon }
  /** `follows`: the code of that text before it, which Stripe keeps. */
  | { readonly kind: 'create_code'; readonly code: DesiredCode; readonly follows: string | null }
  | { readonly kind: 'activate_code' | 'deactivate_code'; readonly beforeCode: CurrentCode }
  /** It has no code any more; who has its discount keeps that. */
  | { readonly kind: 'retire_coupon'; readonly beforeCoupon: CurrentCoupon };

type Coupons<C, P> = { readonly coupons: readonly C[]; readonly codes: readonly P[] };

/**
 * Changes of coupons and codes, in order: new coupons, codes that end, new codes, old coupons.
 * In this order a code is never active twice, and nothing outside the configuration can be redeemed.
 */
export function couponChanges(
  current: Coupons<CurrentCoupon, CurrentCode>,
  desired: Coupons<DesiredCoupon, DesiredCode>,
): CouponChange[] {
  const kept = desired.codes.map((code) => current.codes.find((each) => isSameCode(each, code)));
  return [
    ...desired.coupons.flatMap((coupon) => couponChange(current, coupon)),
    ...current.codes
      .filter((code) => code.active && !kept.includes(code))
      .map((beforeCode) => ({ kind: 'deactivate_code', beforeCode }) as const),
    ...desired.codes.flatMap((code, n) => codeChange(current, { code, before: kept[n] })),
    ...current.coupons
      .filter(({ id, isRetired }) => !isRetired && !desired.coupons.some((coupon) => coupon.id === id))
      .map((beforeCoupon) => ({ kind: 'retire_coupon', beforeCoupon }) as const),
  ];
}

function couponChange({ coupons }: Coupons<CurrentCoupon, CurrentCode>, coupon: DesiredCoupon): CouponChange[] {
  const beforeCoupon = coupons.find(({ id }) => id === coupon.id);
  if (!beforeCoupon) return [{ kind: 'create_coupon', coupon }];
  const isSame = beforeCoupon.name === coupon.name && !beforeCoupon.isRetired;
  return isSame ? [] : [{ kind: 'update_coupon', coupon, beforeCoupon }];
}

/** One that is used up stays so: it is there, and nothing is to be done. */
function codeChange(
  { codes }: Coupons<CurrentCoupon, CurrentCode>,
  { code, before }: { readonly code: DesiredCode; readonly before: CurrentCode | undefined },
): CouponChange[] {
  if (before) return before.active || before.isUsedUp ? [] : [{ kind: 'activate_code', beforeCode: before }];
  return [{ kind: 'create_code', code, follows: codes.find((each) => each.code === code.code)?.id ?? null }];
}

const compared = ['code', 'coupon', 'maxRedemptions', 'expiresAt', 'firstTimeOnly'] as const;
const isSameCode = (current: CurrentCode, desired: DesiredCode) =>
  compared.every((name) => current[name] === desired[name]);
