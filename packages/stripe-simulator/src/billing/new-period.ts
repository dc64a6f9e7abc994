import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { amountOf, isMetered } from '../resources/price.ts';
import type { ItemChange } from './item-changes.ts';

/**
 * Another interval begins a new period, and so does a move from free to paid, whatever `proration_behavior` says (stripe-node 23.1.0,
 * `subscriptions.update` in Subscriptions.d.ts).
 */
export const isNewPeriod = (sim: Simulation, pairs: readonly ItemChange[]): boolean =>
  (sim.rules.isOn('O6') && pairs.some(hasOtherInterval)) ||
  (sim.rules.isOn('O7') &&
    !pairs.some(({ before }) => isPaid(before)) &&
    pairs.some(({ before }) => before !== null) &&
    pairs.some(({ after }) => isPaid(after)));

const isPaid = (item: Stripe.SubscriptionItem | null): boolean =>
  item !== null && (isMetered(item.price) || amountOf(item.price, item.quantity ?? 1) > 0);

const hasOtherInterval = ({ before, after }: ItemChange) =>
  before?.price.recurring != null &&
  after?.price.recurring != null &&
  (before.price.recurring.interval !== after.price.recurring.interval ||
    before.price.recurring.interval_count !== after.price.recurring.interval_count);
