import type Stripe from 'stripe';
import { collectInvoice, methodFor } from '../billing/collect.ts';
import { finalizeInvoice } from '../billing/invoices.ts';
import { restartSubscription } from '../billing/renewal.ts';
import { settleSubscription } from '../billing/settle.ts';
import { updateSubscription } from '../billing/subscription-state.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

/** Makes it `paused` now: no invoice and no new period until it is resumed. The rest of the period is not credited. */
export function pauseNow(sim: Simulation, subscription: Stripe.Subscription): Stripe.Subscription {
  const { id, status, schedule } = subscription;
  if (schedule) throw invalidRequest('You cannot pause a subscription with an attached schedule.');
  if (status !== 'active' && status !== 'trialing')
    throw invalidRequest(`You cannot pause a subscription with status '${status}'.`);
  const paused = updateSubscription(sim, id, { status: 'paused' });
  emit(sim, 'customer.subscription.paused', paused);
  return paused;
}

/** Resumes a paused subscription with a new cycle, which is billed at once. */
export function resume(sim: Simulation, subscription: Stripe.Subscription, params: Stripe.SubscriptionResumeParams) {
  if (params.billing_cycle_anchor?.type === 'unchanged')
    throw unsupported('an unchanged anchor', 'billing_cycle_anchor');
  if (subscription.status !== 'paused')
    throw invalidRequest(`You cannot resume a subscription with status '${subscription.status}'.`);
  const invoice = finalizeInvoice(sim, restartSubscription(sim, subscription.id).id);
  if (invoice.status === 'paid') settleSubscription(sim, invoice);
  else collectInvoice(sim, invoice.id, { method: methodFor(sim, subscription) });
  const resumed = sim.store.subscriptions.mustGet(subscription.id);
  if (resumed.status === 'active') emit(sim, 'customer.subscription.resumed', resumed);
  return resumed;
}
