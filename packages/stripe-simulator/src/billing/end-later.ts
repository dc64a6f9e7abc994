import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';

const delaySeconds = 3600;

/**
 * Lets a disputed card payment end its subscription an hour later, where the account is set to and the dispute is over the whole payment. It
 * does not happen in test clocks. https://docs.stripe.com/billing/subscriptions/cancel
 */
export function endLater(sim: Simulation, dispute: Stripe.Dispute, charge: Stripe.Charge): void {
  const isWhole = dispute.amount === charge.amount && charge.payment_method_details?.type === 'card';
  if (!sim.settings.endsDisputed || !sim.rules.isOn('B15') || !isWhole) return;
  const subscription = disputedSubscription(sim, charge);
  if (subscription && subscription.test_clock === null)
    sim.agenda.set('disputed_subscription', subscription.id, sim.time.now() + delaySeconds);
}

function disputedSubscription(sim: Simulation, { payment_intent }: Stripe.Charge): Stripe.Subscription | undefined {
  const payment = sim.store.invoicePayments
    .newestFirst()
    .find(({ payment: { payment_intent: intent } }) => intent && idOf(intent) === idOf(payment_intent ?? ''));
  const invoice = payment && sim.store.invoices.get(idOf(payment.invoice));
  return sim.store.subscriptions.get((invoice && subscriptionOf(invoice)) ?? '');
}
