import { type CurrentCode, couponText } from './current-coupons.ts';
import type { DesiredCode } from './desired-coupons.ts';
import type { CouponChange } from './plan-coupons.ts';

/** The coupon that a change is about, as the configuration calls it. */
export function couponOf(change: CouponChange): string {
  if ('coupon' in change) return change.coupon.couponId;
  if ('code' in change) return change.code.couponId;
  return 'beforeCode' in change ? change.beforeCode.couponId : change.beforeCoupon.couponId;
}

/** One change as lines to read. `names` of products by their id. */
export function couponLines(change: CouponChange, names: ReadonlyMap<string, string>): string[] {
  switch (change.kind) {
    case 'create_coupon': {
      const { productIds } = change.coupon;
      const what = productIds.length === 0 ? '' : `, on ${productIds.map((id) => names.get(id) ?? id).join(', ')}`;
      return [`+ ${couponText(change.coupon)}${what}`];
    }
    case 'update_coupon': {
      const { beforeCoupon: before, coupon } = change;
      return [
        ...(before.name === coupon.name ? [] : [`~ name  "${before.name}" → "${coupon.name}"`]),
        ...(before.isRetired ? [`+ ${before.text}, as it was once`] : []),
      ];
    }
    case 'create_code':
      return [`+ code ${codeText(change.code)}`];
    case 'activate_code':
      return [`~ code ${codeText(change.beforeCode)}  inactive → active`];
    case 'deactivate_code':
      return [`- code ${codeText(change.beforeCode)}`];
    case 'retire_coupon': {
      const { text, timesRedeemed } = change.beforeCoupon;
      const given = timesRedeemed === 1 ? 'given once, which stays' : `given ${timesRedeemed} times, which stay`;
      return [`- ${text}`, `    ${timesRedeemed === 0 ? 'never given' : given}`];
    }
  }
}

/** A code with its conditions: `LAUNCH25, 100 times, until 2027-01-01, first purchases only` */
export function codeText({ code, maxRedemptions, expiresAt, firstTimeOnly }: DesiredCode | CurrentCode): string {
  return [
    code,
    ...(maxRedemptions === null ? [] : [maxRedemptions === 1 ? 'once' : `${maxRedemptions} times`]),
    ...(expiresAt === null ? [] : [`until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC`]),
    ...(firstTimeOnly ? ['first purchases only'] : []),
  ].join(', ');
}
