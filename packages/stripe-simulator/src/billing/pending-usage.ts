import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { fixed, type SubscriptionChange } from './change.ts';
import { noteBilled, usageLines } from './usage.ts';

/**
 * The usage so far of all metered items, for the invoice of a change that waits for payment. Nothing bills it again, whatever becomes of that
 * invoice. https://docs.stripe.com/billing/subscriptions/pending-updates
 */
export function takeUsage(sim: Simulation, subscription: Stripe.Subscription, change: SubscriptionChange): BillLine[] {
  if (subscription.status === 'trialing' || !sim.rules.isOn('U4')) return [];
  const left = subscription.items.data.filter(({ id }) => !change.lines.some(({ item }) => item.id === id));
  const billed = { customer: idOf(subscription.customer), currency: subscription.currency, until: sim.time.now() };
  const lines = usageLines(sim, left, billed).filter(({ quantity }) => quantity > 0);
  noteBilled(sim, left);
  return lines.map(fixed);
}
