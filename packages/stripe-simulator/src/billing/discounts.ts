import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { couponProducts } from '../resources/coupon.ts';
import { newDiscount } from '../resources/discount.ts';
import { isEnded } from '../resources/subscription.ts';
import type { CouponTerms } from './discount-amounts.ts';
import { boundary } from './periods.ts';
import { countRedemption } from './redeeming.ts';
import { updateSubscription } from './subscription-state.ts';
import type { WantedDiscount } from './wanted.ts';

/** The terms that each discount keeps when its coupon changes or goes, by the discount's id. */
const termsOf = accountMap<CouponTerms>();

/** Adds discounts to a subscription, counts each as a redemption, and emits their events. Answers their ids. */
export function attachDiscounts(
  sim: Simulation,
  subscription: Pick<Stripe.Subscription, 'id' | 'customer'>,
  wanted: readonly WantedDiscount[],
  checkoutSession: string | null = null,
): string[] {
  return wanted.map((each) => {
    const discount = addDiscount(sim, subscription, { ...each, checkoutSession });
    sim.agenda.set('discount', discount.id, discount.end);
    countRedemption(sim, each);
    emit(sim, 'customer.discount.created', discount);
    return discount.id;
  });
}

/** A discount for a preview: it can be computed with, but is not redeemed. Answers its id. */
export const supposedDiscount = (
  sim: Simulation,
  subscription: Pick<Stripe.Subscription, 'id' | 'customer'>,
  wanted: WantedDiscount,
): string => addDiscount(sim, subscription, { ...wanted, checkoutSession: null }).id;

function addDiscount(
  sim: Simulation,
  subscription: Pick<Stripe.Subscription, 'id' | 'customer'>,
  { coupon, promotionCode, checkoutSession }: WantedDiscount & { readonly checkoutSession: string | null },
): Stripe.Discount {
  const end = endOf(coupon, sim.rules.isOn('D5') ? sim.time.now() : coupon.created);
  const discount = sim.store.discounts.add(
    newDiscount(sim, { coupon, promotionCode: promotionCode?.id ?? null, checkoutSession, subscription, end }),
  );
  termsOf(sim).set(discount.id, { coupon, products: couponProducts(sim).get(coupon.id) ?? null });
  return discount;
}

const endOf = ({ duration, duration_in_months }: Stripe.Coupon, from: number): number | null =>
  duration === 'repeating' ? boundary(from, { interval: 'month', interval_count: 1 }, duration_in_months ?? 1) : null;

/** Emits the end of a discount. The caller removes it from its subscription. */
export function discardDiscounts(sim: Simulation, ids: readonly string[]): void {
  for (const id of ids) {
    sim.agenda.set('discount', id, null);
    emit(sim, 'customer.discount.deleted', sim.store.discounts.mustGet(id));
  }
}

/** Removes a discount from its subscription, when its months are over or on request. */
export function removeDiscount(sim: Simulation, id: string): void {
  const subscription = sim.store.subscriptions.get(sim.store.discounts.mustGet(id).subscription ?? '');
  if (!subscription || isEnded(subscription) || !discountIds(subscription).includes(id)) return;
  discardDiscounts(sim, [id]);
  updateSubscription(sim, subscription.id, {
    discounts: discountIds(subscription).filter((each) => each !== id),
  });
}

/** Removes the discounts that a coupon gave. */
export function removeDiscountsOf(sim: Simulation, coupon: string): void {
  for (const { id, source } of sim.store.discounts.oldestFirst())
    if (idOf(source.coupon ?? '') === coupon) removeDiscount(sim, id);
}

/** Leaves on a subscription those of its discounts that are named. */
export function keepDiscounts(sim: Simulation, id: string, kept: readonly string[]): void {
  const before = discountIds(sim.store.subscriptions.mustGet(id));
  const gone = before.filter((each) => !kept.includes(each));
  if (gone.length === 0) return;
  discardDiscounts(sim, gone);
  updateSubscription(sim, id, { discounts: before.filter((each) => kept.includes(each)) });
}

/** Removes the discounts for one invoice that this invoice has used. The invoice keeps showing them. */
export function spendOnce(sim: Simulation, invoice: Stripe.Invoice, subscriptionId: string): void {
  const given = (invoice.total_discount_amounts ?? []).flatMap(({ amount, discount }) =>
    amount > 0 ? [idOf(discount)] : [],
  );
  const used = given.filter((id) => termsOf(sim).get(id)?.coupon.duration === 'once');
  const subscription = sim.store.subscriptions.get(subscriptionId);
  if (used.length === 0 || !subscription) return;
  const discounts = discountIds(subscription).filter((id) => !used.includes(id));
  sim.store.subscriptions.patch(subscription.id, { discounts });
  discardDiscounts(sim, used);
}

/** The ids of a subscription's discounts, in their order. */
export const discountIds = ({ discounts }: Pick<Stripe.Subscription, 'discounts'>): string[] => discounts.map(idOf);

/** The discounts of a subscription that hold at an instant, in their order, with the terms of their coupons. */
export function discountsAt(sim: Simulation, subscription: Pick<Stripe.Subscription, 'discounts'>, instant: number) {
  return discountIds(subscription).flatMap((id) => {
    const terms = termsOf(sim).get(id);
    const end = sim.store.discounts.get(id)?.end ?? Infinity;
    return terms && end > instant ? [{ id, ...terms }] : [];
  });
}
