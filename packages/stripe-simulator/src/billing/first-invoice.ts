import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { awaitTransfer } from './by-invoice.ts';
import { collectInvoice, methodFor } from './collect.ts';
import { finalizeInvoice } from './invoices.ts';
import { cancelSubscription } from './life.ts';
import { cardError } from './methods.ts';
import { settleSubscription } from './settle.ts';
import type { startSubscription } from './start.ts';

/** Collects a new subscription's first invoice as `behavior`, a `payment_behavior`, says. Throws the card's error for `error_if_incomplete`. */
export function collectFirst(
  sim: Simulation,
  { subscription, invoice }: ReturnType<typeof startSubscription>,
  behavior: string,
): Stripe.Subscription {
  const isSent = subscription.collection_method === 'send_invoice' && invoice.total > 0;
  if (isSent && sim.rules.isOn('N1')) return subscription;
  const final = finalizeInvoice(sim, invoice.id);
  if (final.status === 'paid') settleSubscription(sim, final);
  else if (isSent) awaitTransfer(sim, final);
  else if (behavior !== 'default_incomplete') {
    const outcome = collectInvoice(sim, invoice.id, { method: methodFor(sim, subscription), isOnSession: true });
    if (behavior === 'error_if_incomplete' && typeof outcome === 'object') {
      cancelSubscription(sim, subscription.id, 'payment_failed');
      throw cardError(outcome);
    }
  }
  return sim.store.subscriptions.mustGet(subscription.id);
}
