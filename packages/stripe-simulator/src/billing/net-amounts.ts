import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { amountOf, usageAmountOf } from '../resources/price.ts';
import { priceIn } from './currencies.ts';
import { type Discountable, discountAmounts } from './discount-amounts.ts';
import { discountsAt } from './discounts.ts';

/** The amounts that items' periods were billed at, where a discount made them less than the price; by `keyOf`. */
const discountedAmounts = accountMap<number>();

type Item = Stripe.SubscriptionItem;

/** The price of an item for its whole current period, in minor units: `gross` before discounts, `net` after them. */
export type NetAmount = { readonly item: Item; readonly gross: number; readonly net: number };

/** An item as it was billed: other prices, quantities and periods have amounts of their own. */
const keyOf = ({ id, price, quantity, current_period_start }: Item) =>
  `${id}:${price.id}:${quantity ?? ''}:${current_period_start}`;

const grossOf = (sim: Simulation, { price, quantity }: Item, currency: string) =>
  (sim.rules.isOn('O5') ? amountOf : usageAmountOf)(priceIn(sim, price, currency), quantity ?? 1);

/** The amount billed for an item's whole current period; its unused time is credited at this rate. */
export const billedAmountOf = (sim: Simulation, item: Item, currency: string): number =>
  (sim.rules.isOn('O2') ? discountedAmounts(sim).get(keyOf(item)) : undefined) ?? grossOf(sim, item, currency);

/** Remembers the amounts that items were billed at, where a discount made them differ from the price. */
export function keepNetAmounts(sim: Simulation, amounts: readonly NetAmount[]): void {
  for (const { item, gross, net } of amounts) {
    if (net === gross) discountedAmounts(sim).delete(keyOf(item));
    else discountedAmounts(sim).set(keyOf(item), net);
  }
}

/**
 * The price of each item of a changed subscription for one period, with today's discounts. A discount for a single invoice takes nothing off
 * the rest of a period: it waits for the next whole one.
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
