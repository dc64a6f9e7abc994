import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { addressOf } from '../resources/customer.ts';
import { newPaymentIntent } from '../resources/payment.ts';
import { authenticationFailed, type Decline, outcomeOf } from './cards.ts';
import { confirmIntent, refuseIntent } from './charging.ts';
import { createCustomer, keepBuyer } from './checkout-buyer.ts';
import { recheckDiscounts } from './checkout-discounts.ts';
import { closeCheckout, type Payer } from './checkout-end.ts';
import { type Checkout, checkouts } from './checkout-state.ts';
import { taxSession, untaxable } from './checkout-tax.ts';
import { awaitDebit } from './collect.ts';
import { otherCurrency } from './currencies.ts';
import { finalizeInvoice, payInvoice } from './invoices.ts';
import { attachCard, keepCard } from './methods.ts';
import { awaitAuthentication, type CardForm, takePendingCard } from './pending-cards.ts';
import { settleSubscription } from './settle.ts';
import { startSubscription } from './start.ts';

/** The outcome of a buyer's attempt to pay. `pending` names the card that waits for 3-D Secure. */
export type CheckoutResult =
  | { readonly outcome: 'complete'; readonly successUrl: string }
  | { readonly outcome: 'declined'; readonly message: string }
  | { readonly outcome: 'requires_action'; readonly pending: string };

/** Pays an open session with a card: complete, declined with the session still open, or waiting for 3-D Secure. */
export function payCheckout(sim: Simulation, sessionId: string, form: CardForm): CheckoutResult {
  const outcome = outcomeOf(form.card, { isOnSession: true, isAuthenticated: false });
  if (outcome !== 'requires_action') return conclude(sim, sessionId, form);
  return { outcome, pending: awaitAuthentication(sim, sessionId, form) };
}

/** Takes the buyer's answer to 3-D Secure; null where no such card waits for one. */
export function answerAuthentication(
  sim: Simulation,
  sessionId: string,
  answer: { readonly pending: string; readonly isPassed: boolean },
): CheckoutResult | null {
  const pending = takePendingCard(sim, sessionId, answer.pending);
  if (!pending) return null;
  if (answer.isPassed) return conclude(sim, sessionId, pending);
  const session = sim.store.sessions.mustGet(sessionId);
  if (session.amount_total) refuseIntent(sim, intentFor(sim, session), authenticationFailed);
  return { outcome: 'declined', message: authenticationFailed.message };
}

/** Charges or saves a card that was authenticated where it had to be. */
function conclude(sim: Simulation, sessionId: string, { card, expiry, details }: CardForm): CheckoutResult {
  const gone = recheckDiscounts(sim, sessionId) ?? otherCurrency(sim, sessionId);
  if (gone !== null) return { outcome: 'declined', message: gone };
  const session = taxSession(sim, sessionId, details);
  const refused = untaxable(session, details);
  if (refused !== null) return { outcome: 'declined', message: refused };
  if (session.customer && !sim.store.customers.get(idOf(session.customer)))
    return { outcome: 'declined', message: 'This customer no longer exists.' };
  if (card.decline && !card.isDelayed && !(card.attaches && !session.amount_total))
    return decline(sim, session, { card, expiry, reason: card.decline });
  const customer = session.customer ? idOf(session.customer) : createCustomer(sim, session, details);
  const address = addressOf({ country: details.country, postal_code: details.postalCode });
  const { email } = sim.store.customers.mustGet(customer);
  const billingDetails = { address, email, name: details.name || null, phone: null, tax_id: null };
  keepBuyer(sim, session, customer, details);
  if (checkoutOf(sim, session.id).payment)
    return { outcome: 'complete', successUrl: payOnce(sim, session, { card, expiry, customer, billingDetails }) };
  const method = attachCard(sim, card, { customer, billingDetails, expiry });
  const subscription = subscribe(sim, session, { customer, method });
  return { outcome: 'complete', successUrl: complete(sim, session, { subscription, billingDetails }) };
}

function decline(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  { card, expiry, reason }: Pick<CardForm, 'card' | 'expiry'> & { readonly reason: Decline },
): CheckoutResult {
  if (session.amount_total) {
    const method = keepCard(sim, card, { customer: null, expiry });
    confirmIntent(sim, intentFor(sim, session), { method, isOnSession: true, isAuthenticated: true });
  }
  return { outcome: 'declined', message: reason.message };
}

/** The session's payment intent, made with the first attempt and kept for the next. */
function intentFor(sim: Simulation, session: Stripe.Checkout.Session): string {
  const checkout = checkoutOf(sim, session.id);
  if (checkout.intent) return checkout.intent;
  const intent = newPaymentIntent(sim, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: session.customer ? idOf(session.customer) : null,
    ...(checkout.payment ?? { description: 'Subscription creation' }),
  });
  sim.store.paymentIntents.add(intent);
  checkouts(sim).set(session.id, { ...checkout, intent: intent.id });
  emit(sim, 'payment_intent.created', intent);
  return intent.id;
}

/** Charges a first invoice: what credit on the customer's balance leaves of it. */
function payFirst(
  sim: Simulation,
  { id }: Stripe.Invoice,
  {
    intent,
    customer,
    method,
  }: { readonly intent: string; readonly customer: string; readonly method: Stripe.PaymentMethod },
): void {
  const final = finalizeInvoice(sim, id, intent);
  sim.store.paymentIntents.patch(intent, { amount: final.amount_due, customer });
  if (final.status === 'paid') {
    sim.store.paymentIntents.patch(intent, { status: 'canceled', canceled_at: sim.time.now() });
    settleSubscription(sim, final);
    return;
  }
  const outcome = confirmIntent(sim, intent, { method, isOnSession: true, isAuthenticated: true });
  if (outcome === 'processing') awaitDebit(sim, id);
  else settleSubscription(sim, payInvoice(sim, id));
}

function subscribe(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  buyer: { readonly customer: string; readonly method: Stripe.PaymentMethod },
): Stripe.Subscription {
  const { wanted } = checkoutOf(sim, session.id);
  const { subscription, invoice } = startSubscription(
    sim,
    {
      ...wanted,
      customer: buyer.customer,
      defaultPaymentMethod: buyer.method.id,
      daysUntilDue: null,
      trialEnd: wanted.trialDays === null ? wanted.trialEnd : sim.time.now() + wanted.trialDays * 86_400,
    },
    session.id,
  );
  if (session.amount_total) {
    payFirst(sim, invoice, { intent: intentFor(sim, session), ...buyer });
  } else settleSubscription(sim, finalizeInvoice(sim, invoice.id));
  return sim.store.subscriptions.mustGet(subscription.id);
}

type Paying = Pick<CardForm, 'card' | 'expiry'> & Payer;

/** Takes the money of a session that is paid once, with a card that is kept where the session says so. */
function payOnce(sim: Simulation, session: Stripe.Checkout.Session, { card, ...paying }: Paying): string {
  const { customer, billingDetails } = paying;
  const intent = intentFor(sim, session);
  const isSaved = checkoutOf(sim, session.id).payment?.setupFutureUsage === 'off_session';
  const method = isSaved ? attachCard(sim, card, paying) : keepCard(sim, card, { ...paying, customer: null });
  confirmIntent(sim, intent, { method, isOnSession: true, isAuthenticated: true });
  return closeCheckout(sim, session, { customer, billingDetails, payment_intent: intent, payment_status: 'paid' });
}

function complete(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  made: {
    readonly subscription: Stripe.Subscription;
    readonly billingDetails: Stripe.PaymentMethod['billing_details'];
  },
): string {
  const { subscription, billingDetails } = made;
  return closeCheckout(sim, session, {
    customer: idOf(subscription.customer),
    billingDetails,
    invoice: subscription.latest_invoice,
    payment_status: session.amount_total ? (isPaid(sim, subscription) ? 'paid' : 'unpaid') : 'no_payment_required',
    subscription: subscription.id,
  });
}

const isPaid = (sim: Simulation, { latest_invoice }: Stripe.Subscription): boolean =>
  sim.store.invoices.get(idOf(latest_invoice ?? ''))?.status === 'paid';

function checkoutOf(sim: Simulation, sessionId: string): Checkout {
  const checkout = checkouts(sim).get(sessionId);
  if (!checkout) throw new Error(`The simulator lost the checkout ${sessionId}`);
  return checkout;
}
