import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { intentOf } from './invoice-payments.ts';
import { stopCollecting } from './invoices.ts';
import { isAwaited } from './pending-updates.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';

const daySeconds = 86_400;

/** https://docs.stripe.com/billing/revenue-recovery/smart-retries */
const forGood = [
  ...['incorrect_number', 'lost_card', 'pickup_card', 'stolen_card', 'authentication_required'],
  ...[
    'revocation_of_authorization',
    'revocation_of_all_authorizations',
    'highest_risk_level',
    'transaction_not_allowed',
  ],
];

/** Whether the bank has refused this payment method for this invoice in a way that trying again cannot change. */
export function isRefusedForGood(sim: Simulation, id: string, method: Stripe.PaymentMethod | null): boolean {
  const error = sim.store.paymentIntents.get(intentOf(sim, id) ?? '')?.last_payment_error;
  return method !== null && error?.payment_method?.id === method.id && forGood.includes(error.decline_code ?? '');
}

/** Records that an open invoice could not be collected, and schedules the next try. After the last one its subscription follows `afterRetries`. */
export function recordFailure(sim: Simulation, id: string, wantsAction: boolean): void {
  const before = sim.store.invoices.mustGet(id);
  const attempts = before.attempt_count + 1;
  const delayDays = isRetried(sim, before) ? sim.settings.retryAfterDays[attempts - 1] : undefined;
  const retryAt = delayDays === undefined ? null : sim.time.now() + delayDays * daySeconds;
  const change = sim.store.invoices.patch(id, {
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: retryAt,
  });
  sim.agenda.set('invoice', id, retryAt);
  emitUpdate(sim, 'invoice.updated', change);
  if (wantsAction) emit(sim, 'invoice.payment_action_required', change.after);
  emit(sim, 'invoice.payment_failed', change.after);
  followFailure(sim, change.after);
}

/** An invoice that Stripe was not told to leave alone is tried again. */
const isRetried = (sim: Simulation, invoice: Stripe.Invoice): boolean =>
  invoice.auto_advance !== false && isOwed(sim, invoice);

/** Renewals and changes of a running subscription make it past due. Resumptions, pending changes, first invoices and bad debts do not. */
function isOwed(sim: Simulation, invoice: Stripe.Invoice): boolean {
  if (invoice.collection_method === 'send_invoice' || invoice.status === 'uncollectible') return false;
  if (invoice.billing_reason === 'subscription_cycle') return true;
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  return (
    invoice.billing_reason === 'subscription_update' &&
    (subscription?.status === 'active' || subscription?.status === 'past_due') &&
    !isAwaited(sim, subscription.id, invoice.id)
  );
}

function followFailure(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (!subscription || !isOwed(sim, invoice)) return;
  if (subscription.status === 'active') updateSubscription(sim, subscription.id, { status: 'past_due' });
  if (!isRetried(sim, invoice) || invoice.next_payment_attempt !== null || subscription.ended_at !== null) return;
  stopCollecting(sim, invoice.id);
  if (sim.settings.afterRetries === 'canceled') endSubscription(sim, subscription.id, { reason: 'payment_failed' });
  else updateSubscription(sim, subscription.id, { status: sim.settings.afterRetries });
}
