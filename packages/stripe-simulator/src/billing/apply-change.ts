import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { awaitTransfer, dueDateOf } from './by-invoice.ts';
import type { SubscriptionChange } from './change.ts';
import { checkBilledChange, type How } from './change-checks.ts';
import { collectInvoice, methodFor } from './collect.ts';
import { draftInvoice, finalizeInvoice } from './invoices.ts';
import { keepNetAmounts } from './net-amounts.ts';
import { addPendingLines, takePendingLines } from './pending-lines.ts';
import { awaitPayment, discardPendingUpdate, showPendingUpdate } from './pending-updates.ts';
import { takeUsage } from './pending-usage.ts';
import { settleSubscription } from './settle.ts';
import { updateSubscription } from './subscription-state.ts';

/** Makes a planned change. Bills it at once or with the next renewal, and holds it until it is paid where the request says so. */
export function applyChange(
  sim: Simulation,
  { id }: Stripe.Subscription,
  { change, how }: { readonly change: SubscriptionChange; readonly how: How },
): Stripe.Subscription {
  const isDropped = sim.rules.isOn(how.isScheduled ? 'U3c' : 'U3b');
  const subscription = isDropped ? discardPendingUpdate(sim, id) : sim.store.subscriptions.mustGet(id);
  keepNetAmounts(sim, change.amounts);
  const items = { ...subscription.items, data: [...change.items] };
  const changes = { items, billing_cycle_anchor: change.anchor };
  if (!change.isBilledNow) {
    addPendingLines(sim, id, change.lines);
    return updateSubscription(sim, id, changes);
  }
  checkBilledChange(sim, subscription, { change, how });
  const waits = how.paymentBehavior === 'pending_if_incomplete';
  const used = waits ? takeUsage(sim, subscription, change) : [];
  const invoice = draftInvoice(sim, {
    subscription: { ...subscription, ...changes },
    reason: 'subscription_update',
    lines: [...takePendingLines(sim, id), ...used, ...change.lines],
    finalizesAt: null,
    isLeftAlone: !how.isScheduled && sim.rules.isOn('O8'),
    dueDate: dueDateOf(sim, subscription),
    periodStart: sim.time.now(),
    periodEnd: sim.time.now(),
  });
  if (waits) awaitPayment(sim, id, { invoice: invoice.id, changes });
  else updateSubscription(sim, id, { ...changes, latest_invoice: invoice.id });
  return collect(sim, invoice, { subscription, how });
}

function collect(
  sim: Simulation,
  { id }: Stripe.Invoice,
  { subscription, how }: { readonly subscription: Stripe.Subscription; readonly how: How },
): Stripe.Subscription {
  const { auto_advance, collection_method } = sim.store.invoices.mustGet(id);
  if (collection_method === 'send_invoice' && !auto_advance) return sim.store.subscriptions.mustGet(subscription.id);
  const final = finalizeInvoice(sim, id);
  if (final.status === 'paid') settleSubscription(sim, final);
  else if (final.collection_method === 'send_invoice') awaitTransfer(sim, final);
  else collectInvoice(sim, id, { method: methodFor(sim, subscription), isOnSession: how.isOnSession });
  return showPendingUpdate(sim, subscription.id);
}
