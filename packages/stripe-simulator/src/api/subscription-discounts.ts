import type Stripe from 'stripe';
import { priceIn } from '../billing/currencies.ts';
import {
  attachDiscounts,
  discardDiscounts,
  discountIds,
  removeDiscount,
  supposedDiscount,
} from '../billing/discounts.ts';
import { type Purchase, wantedDiscounts } from '../billing/redeeming.ts';
import type { WantedDiscount } from '../billing/wanted.ts';
import { noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { deletedDiscount } from '../resources/discount.ts';
import { amountOf } from '../resources/price.ts';

type Params = Stripe.SubscriptionUpdateParams['discounts'];
type Priced = { readonly price: Stripe.Price; readonly quantity?: number };

/** The price of the items for one period before discounts, which a code's restrictions are checked against. */
export const purchaseOf = (
  sim: Simulation,
  items: readonly Priced[],
  { customer, currency }: { readonly customer: string | null; readonly currency: string },
): Purchase => ({
  customer,
  currency,
  amount: items.reduce((sum, { price, quantity }) => sum + amountOf(priceIn(sim, price, currency), quantity ?? 1), 0),
});

const runningPurchase = (sim: Simulation, { customer, currency, items }: Stripe.Subscription): Purchase =>
  purchaseOf(sim, items.data, { customer: idOf(customer), currency });

/** The coupons and codes of a subscription that is to begin. Throws Stripe's errors. */
export function newDiscounts(
  sim: Simulation,
  params: Stripe.SubscriptionCreateParams['discounts'],
  purchase: Purchase,
): WantedDiscount[] {
  if (!params) return [];
  refuseReuse(params.some(({ discount }) => discount !== undefined));
  return wantedDiscounts(sim, params, purchase);
}

/**
 * The discounts after a request: a list replaces them (one named by its id stays), an empty string takes all off.
 * Undefined where the request does not mention them.
 */
export function discountsChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Params,
): Partial<Stripe.Subscription> {
  if (params === undefined || (params && params.length === 0)) return {};
  const before = discountIds(subscription);
  const list = params || [];
  const kept = list.flatMap(({ discount }) => (discount === undefined ? [] : [discount]));
  const strange = kept.find((id) => !before.includes(id));
  if (strange) throw noSuch('discount', strange, 'discounts[discount]');
  const added = list.filter(({ discount }) => discount === undefined);
  const purchase = runningPurchase(sim, subscription);
  const wanted = wantedDiscounts(sim, added, purchase);
  discardDiscounts(
    sim,
    before.filter((id) => !kept.includes(id)),
  );
  return { discounts: [...kept, ...attachDiscounts(sim, subscription, wanted)] };
}

/** The discounts that a preview assumes. They are not redeemed, and cause no event. */
export function previewDiscounts(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Params,
): Partial<Stripe.Subscription> {
  if (params === undefined || (params && params.length === 0)) return {};
  const purchase = runningPurchase(sim, subscription);
  const list = params || [];
  const ids = list.map((param) => {
    if (param.discount !== undefined) return param.discount;
    const [wanted] = wantedDiscounts(sim, [param], purchase);
    return wanted ? supposedDiscount(sim, subscription, wanted) : '';
  });
  return { discounts: ids };
}

/** Takes the discount off a subscription. Throws where it has none, or several. */
export function deleteDiscount(sim: Simulation, subscription: Stripe.Subscription): Stripe.DeletedDiscount {
  const [id, ...others] = discountIds(subscription);
  if (!id) throw noSuch('discount', 'null', 'id');
  if (others.length > 0) throw unsupported('deleting one of several discounts here', 'id');
  removeDiscount(sim, id);
  return deletedDiscount(sim.store.discounts.mustGet(id));
}

function refuseReuse(isReused: boolean): void {
  if (isReused) throw unsupported('an existing discount on a new subscription', 'discounts[discount]');
}
