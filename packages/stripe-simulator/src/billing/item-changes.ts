import type Stripe from 'stripe';
import { invalidRequest, missingParameter, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isMetered, planOf } from '../resources/price.ts';
import { newItem } from '../resources/subscription.ts';
import { refuseUnsold } from './currencies.ts';
import { periodAround } from './periods.ts';
import { refuseTooMany } from './sizes.ts';
import { wantedItems } from './start.ts';

/** One item of a request that changes a subscription; `planned`: a schedule named it while its price was still sold. */
export type ItemParam = Pick<
  Stripe.SubscriptionUpdateParams.Item,
  'id' | 'price' | 'quantity' | 'deleted' | 'metadata'
> & { readonly planned?: true };

/** An item before and after a request: null before where it is added, null after where it is removed. */
export type ItemChange = {
  readonly before: Stripe.SubscriptionItem | null;
  readonly after: Stripe.SubscriptionItem | null;
};

/**
 * Every item of a subscription with what a request makes of it. An entry with an id changes that item, one without adds
 * one; a new price without a quantity sets the quantity to 1. Throws Stripe's errors, also for two items of one price.
 */
export function itemChanges(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: readonly ItemParam[],
): ItemChange[] {
  const { data } = subscription.items;
  const unknown = params.find(({ id }) => id !== undefined && !data.some((item) => item.id === id));
  if (unknown) throw noSuch('subscription item', String(unknown.id), 'items[id]');
  const kept = data.map((before) => {
    const position = params.findIndex(({ id }) => id === before.id);
    const param = params[position];
    return { before, after: param ? changedItem(sim, before, { param, position }) : before };
  });
  const added = params.flatMap((param, position) =>
    param.id === undefined ? [{ before: null, after: addedItem(sim, subscription, { param, position }) }] : [],
  );
  const changes = [...kept, ...added];
  check(sim, changes, subscription);
  return changes;
}

function check(sim: Simulation, changes: readonly ItemChange[], subscription: Stripe.Subscription): void {
  const prices = changes.flatMap(({ after }) => (after ? [after.price] : []));
  if (prices.length === 0)
    throw invalidRequest('A subscription must have at least one active plan. Cancel the subscription instead.', {
      param: 'items',
    });
  refuseTooMany(sim, prices.length);
  if (new Set(prices.map(({ id }) => id)).size < prices.length)
    throw invalidRequest('Cannot add multiple subscription items with the same plan.', { param: 'items' });
  for (const price of prices) refuseUnsold(sim, price, { currency: subscription.currency, param: 'items' });
}

type Entry = { readonly param: ItemParam; readonly position: number };

function changedItem(
  sim: Simulation,
  before: Stripe.SubscriptionItem,
  { param, position }: Entry,
): Stripe.SubscriptionItem | null {
  if (param.deleted) return null;
  const price = param.price ? priceOf(sim, param, position) : before.price;
  const isOther = price.id !== before.price.id;
  if (isOther && (isMetered(price) || isMetered(before.price)))
    throw unsupported('another price on an item where one of the two is metered', `items[${position}][price]`);
  const quantity = param.quantity ?? (isOther && sim.rules.isOn('O6b') ? 1 : before.quantity);
  const { quantity: _, ...rest } = before;
  return {
    ...rest,
    metadata: mergeMetadata(before.metadata, param.metadata),
    plan: planOf(price),
    price,
    ...(isMetered(price) ? {} : { quantity }),
  };
}

function addedItem(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { param, position }: Entry,
): Stripe.SubscriptionItem {
  if (!param.price) throw missingParameter(`items[${position}][price]`);
  const price = priceOf(sim, param, position);
  const interval = price.recurring ?? { interval: 'month', interval_count: 1 };
  const period = periodAround(subscription.billing_cycle_anchor, interval, sim.time.now());
  const isTrial = subscription.status === 'trialing' && subscription.trial_end !== null;
  return newItem(sim, subscription.id, {
    price,
    quantity: param.quantity ?? 1,
    metadata: mergeMetadata(null, param.metadata),
    periodStart: isTrial ? sim.time.now() : period.start,
    periodEnd: isTrial ? Number(subscription.trial_end) : period.end,
  });
}

function priceOf(sim: Simulation, { price, quantity, planned }: ItemParam, position: number): Stripe.Price {
  const [wanted] = wantedItems(sim, [{ price, quantity, planned }], `items[${position}]`);
  if (!wanted) throw missingParameter(`items[${position}][price]`);
  return wanted.price;
}
