import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { amountOf } from '../resources/price.ts';
import { priceIn } from './currencies.ts';
import { type Discountable, discountAmounts } from './discount-amounts.ts';
import { discountsAt } from './discounts.ts';

/** The amounts that items' periods were billed at, where a discount made them less than the price; by `keyOf`. */
const discountedAmounts = accountMap<number>();

type Item = Stripe.SubscriptionItem;

/** What an item costs for the whole of its current period after discounts, in minor units. */
export type NetAmount = { readonly item: Item; readonly gross: number; readonly net: number };

/** An item as it was billed: other prices, quantities and periods have amounts of their own. */
const keyOf = ({ id, price, quantity, current_period_start }: Item) =>
  `${id}:${price.id}:${quantity ?? ''}:${current_period_start}`;

const grossOf = (sim: Simulation, { price, quantity }: Item, currency: string) =>
  amountOf(priceIn(sim, price, currency), quantity ?? 1);

/** What was billed for the whole of an item's current period, which is what its unused time is worth. */
export const billedAmountOf = (sim: Simulation, item: Item, currency: string): number =>
  discountedAmounts(sim).get(keyOf(item)) ?? grossOf(sim, item, currency);

/** Keeps what items were billed at, where a discount made that another amount than their price. */
export function keepNetAmounts(sim: Simulation, amounts: readonly NetAmount[]): void {
  for (const { item, gross, net } of amounts) {
    if (net === gross) discountedAmounts(sim).delete(keyOf(item));
    else discountedAmounts(sim).set(keyOf(item), net);
  }
}

/**
 * What each item of a changed subscription costs a period with the discounts that hold now. One that is for a single invoice
 * takes nothing off the rest of a period: it is kept for the next whole one.
 */
export function netAmounts(
  sim: Simulation,
  subscription: Pick<Stripe.Subscription, 'currency' | 'discounts'>,
  items: readonly Item[],
): NetAmount[] {
  const lasting = discountsAt(sim, subscription, sim.time.now()).filter(({ coupon }) => coupon.duration !== 'once');
  const lines = items.map((item): Discountable => {
    return {
      amount: grossOf(sim, item, subscription.currency),
      product: idOf(item.price.product),
      isDiscountable: true,
    };
  });
  const taken = discountAmounts(lines, lasting, subscription.currency);
  return items.map((item, n) => {
    const gross = lines[n]?.amount ?? 0;
    return { item, gross, net: (taken[n] ?? []).reduce((left, { amount }) => left - amount, gross) };
  });
}
