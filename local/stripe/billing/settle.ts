import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { applyPendingUpdate, isAwaited } from './pending-updates.ts';
import { updateSubscription } from './subscription-state.ts';

/** Lets a subscription be active once the invoice that it waited for is paid. */
export function settleSubscription(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription && isAwaited(sim, subscription.id, invoice.id)) {
    applyPendingUpdate(sim, subscription.id);
    return;
  }
  if (!subscription?.latest_invoice || idOf(subscription.latest_invoice) !== invoice.id) return;
  if (['incomplete', 'past_due', 'unpaid', 'paused'].includes(subscription.status))
    updateSubscription(sim, subscription.id, { status: 'active' });
}
