import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { addressOf } from '../resources/customer.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { isEnded } from '../resources/subscription.ts';
import { authenticationFailed, outcomeOf } from './cards.ts';
import { collectInvoice, methodFor } from './collect.ts';
import { cancelSubscription } from './life.ts';
import { attachCard, setDefaultMethod } from './methods.ts';
import { awaitAuthentication, type CardForm, takePendingCard } from './pending-cards.ts';
import { updateSubscription } from './subscription-state.ts';

/** The outcome of a customer's action in the portal. */
export type PortalResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly message: string }
  | { readonly outcome: 'requires_action'; readonly pending: string };

const done: PortalResult = { outcome: 'done' };
const refused = (message: string): PortalResult => ({ outcome: 'refused', message });

/** Makes a card the customer's default, for their subscriptions too; 3-D Secure where the card asks for it. */
export function changeCard(sim: Simulation, session: Stripe.BillingPortal.Session, form: CardForm): PortalResult {
  const outcome = outcomeOf(form.card, { isOnSession: true, isAuthenticated: false });
  if (outcome === 'requires_action') return { outcome, pending: awaitAuthentication(sim, session.id, form) };
  return saveCard(sim, session.customer, form);
}

/** Takes the answer to 3-D Secure for a card that is to be saved. */
export function answerCardAuthentication(
  sim: Simulation,
  session: Stripe.BillingPortal.Session,
  answer: { readonly pending: string; readonly isPassed: boolean },
): PortalResult {
  const pending = takePendingCard(sim, session.id, answer.pending);
  if (!pending) return refused('This confirmation is no longer asked for. Enter your card again.');
  return answer.isPassed ? saveCard(sim, session.customer, pending) : refused(authenticationFailed.message);
}

function saveCard(sim: Simulation, customer: string, { card, expiry, details }: CardForm): PortalResult {
  if (card.decline && !card.attaches) return refused(card.decline.message);
  const address = addressOf({ country: details.country, postal_code: details.postalCode });
  const { email } = sim.store.customers.mustGet(customer);
  const billingDetails = { address, email, name: details.name || null, phone: null, tax_id: null };
  const method = attachCard(sim, card, { customer, billingDetails, expiry });
  setDefaultMethod(sim, customer, method.id);
  for (const subscription of liveSubscriptions(sim, customer))
    if (subscription.default_payment_method)
      updateSubscription(sim, subscription.id, { default_payment_method: method.id });
  return done;
}

/** The customer's subscriptions that have not ended, newest first. */
export function liveSubscriptions(sim: Simulation, customer: string): Stripe.Subscription[] {
  return sim.store.subscriptions.newestFirst(customer).filter((subscription) => !isEnded(subscription));
}

/**
 * Cancels one of the customer's subscriptions, at once or at its period's end, as the configuration says. In flexible billing mode the
 * portal writes the period's end to `cancel_at` alone. https://docs.stripe.com/billing/subscriptions/billing-mode/compare
 */
export function cancelInPortal(sim: Simulation, subscription: Stripe.Subscription, mode: string): PortalResult {
  if (mode === 'immediately') cancelSubscription(sim, subscription.id, 'cancellation_requested');
  else
    updateSubscription(sim, subscription.id, {
      cancel_at: Math.max(...subscription.items.data.map((item) => item.current_period_end)),
      cancel_at_period_end: !sim.rules.isOn('B10'),
      canceled_at: sim.time.now(),
      cancellation_details: { ...noDetails, ...subscription.cancellation_details, reason: 'cancellation_requested' },
    });
  return done;
}

/** Revokes a cancellation that has not happened yet. */
export function keepSubscription(sim: Simulation, subscription: Stripe.Subscription): PortalResult {
  updateSubscription(sim, subscription.id, {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { ...noDetails, ...subscription.cancellation_details, reason: null },
  });
  return done;
}

/** Pays one of the customer's open invoices with the card on file. */
export function payInPortal(sim: Simulation, invoice: Stripe.Invoice): PortalResult {
  if (invoice.status !== 'open') return refused('This invoice is not open.');
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  const outcome = collectInvoice(sim, invoice.id, { method: subscription ? methodFor(sim, subscription) : null });
  return typeof outcome === 'object' ? refused(outcome.message) : done;
}

const noDetails = { comment: null, feedback: null, feedback_option: null };
