import type Stripe from 'stripe';

/** A coupon and the products that it is for; null for all. */
export type CouponTerms = { readonly coupon: Stripe.Coupon; readonly products: readonly string[] | null };

/** A line that discounts may reduce; `amount` in minor units. */
export type Discountable = { readonly amount: number; readonly product: string; readonly isDiscountable: boolean };

/** The amount that one discount takes off one line, in whole minor units above 0. */
export type TakenOff = { readonly discount: string; readonly amount: number };

type Terms = CouponTerms & { readonly id: string };

/**
 * The amounts that each line loses to the discounts. They apply in their order, each to the rest of its lines. A percentage is taken
 * of the lines' sum and rounded to the minor unit. An amount is at most that sum, and for its own currency only. Either is spread over the
 * lines so that the parts add up. https://docs.stripe.com/billing/subscriptions/coupons
 */
export function discountAmounts(
  lines: readonly Discountable[],
  discounts: readonly Terms[],
  currency: string,
): TakenOff[][] {
  const left = lines.map(({ amount, isDiscountable }) => (isDiscountable ? Math.max(0, amount) : 0));
  const taken = lines.map((): TakenOff[] => []);
  for (const { id, coupon, products } of discounts) {
    const bases = lines.map(({ product }, n) => (!products || products.includes(product) ? (left[n] ?? 0) : 0));
    const base = bases.reduce((sum, amount) => sum + amount, 0);
    for (const [n, amount] of spread(offOf(coupon, base, currency), bases).entries()) {
      left[n] = (left[n] ?? 0) - amount;
      if (amount > 0) taken[n]?.push({ discount: id, amount });
    }
  }
  return taken;
}

function offOf({ amount_off, percent_off, currency: own }: Stripe.Coupon, base: number, currency: string): number {
  if (percent_off !== null) return Math.round((base * percent_off) / 100);
  return own === currency ? Math.min(amount_off ?? 0, base) : 0;
}

/** Whole parts of `total` in proportion to `weights`; what rounding leaves over goes to the largest remainders. */
function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const short = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((value, n) => ({ n, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.n - b.n);
  for (const { n } of byRemainder.slice(0, short)) parts[n] = (parts[n] ?? 0) + 1;
  return parts;
}
