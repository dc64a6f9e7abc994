import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { periodEndOf } from '../resources/subscription.ts';
import { voidInvoice } from './invoices.ts';
import { updateSubscription } from './subscription-state.ts';

/** The state that a subscription takes once `invoice` is paid. */
type PendingUpdate = { readonly invoice: string; readonly changes: Partial<Stripe.Subscription> };

/** By the subscription's id. */
const pendingUpdates = accountMap<PendingUpdate>();

/** Notes what a subscription becomes once `invoice` is paid; nothing shows on it yet. */
export function awaitPayment(sim: Simulation, subscription: string, update: PendingUpdate): void {
  pendingUpdates(sim).set(subscription, update);
}

/** Whether this invoice is the one that a change of its subscription waits for. */
export const isAwaited = (sim: Simulation, subscription: string, invoice: string): boolean =>
  pendingUpdates(sim).get(subscription)?.invoice === invoice;

/**
 * Shows a change that was not paid as `pending_update`: it expires after 23 hours, or earlier with the period.
 * https://docs.stripe.com/billing/subscriptions/pending-updates-reference
 */
export function showPendingUpdate(sim: Simulation, id: string): Stripe.Subscription {
  const subscription = sim.store.subscriptions.mustGet(id);
  const update = pendingUpdates(sim).get(id);
  if (!update) return subscription;
  const expiresAt = Math.min(
    sim.time.now() + sim.settings.incompleteSeconds,
    sim.rules.isOn('U2b') ? periodEndOf(subscription) : Infinity,
  );
  sim.agenda.set('pending_update', id, sim.rules.isOn('U2') ? expiresAt : null);
  return updateSubscription(sim, id, {
    latest_invoice: update.invoice,
    pending_update: {
      billing_cycle_anchor: update.changes.billing_cycle_anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: expiresAt,
      metadata: null,
      subscription_items: update.changes.items?.data ?? null,
      trial_end: null,
      trial_from_plan: null,
    },
  });
}

/** Makes the change that was waiting for this invoice. */
export function applyPendingUpdate(sim: Simulation, id: string): void {
  const update = pendingUpdates(sim).get(id);
  if (!update) return;
  const wasShown = sim.store.subscriptions.mustGet(id).pending_update !== null;
  forget(sim, id);
  const applied = updateSubscription(sim, id, {
    ...update.changes,
    latest_invoice: update.invoice,
    pending_update: null,
  });
  if (wasShown) emit(sim, 'customer.subscription.pending_update_applied', applied);
}

/** Drops a change that was not paid in time, and says so. */
export function expirePendingUpdate(sim: Simulation, id: string): void {
  if (!pendingUpdates(sim).has(id)) return;
  emit(sim, 'customer.subscription.pending_update_expired', discardPendingUpdate(sim, id));
}

/** Drops a change that waits for payment and voids its invoice, because something else comes first. */
export function discardPendingUpdate(sim: Simulation, id: string): Stripe.Subscription {
  const update = pendingUpdates(sim).get(id);
  if (!update) return sim.store.subscriptions.mustGet(id);
  forget(sim, id);
  voidInvoice(sim, update.invoice);
  return updateSubscription(sim, id, { pending_update: null });
}

function forget(sim: Simulation, id: string): void {
  pendingUpdates(sim).delete(id);
  sim.agenda.set('pending_update', id, null);
}
