import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newPaymentIntent } from '../resources/payment.ts';
import { authenticationFailed } from './cards.ts';
import { confirmIntent, refuseIntent } from './charging.ts';
import { closeCheckout, type Payer } from './checkout-end.ts';
import { invoicePurchase } from './checkout-invoice.ts';
import { checkoutOf, checkouts } from './checkout-state.ts';
import { attachCard, keepCard } from './methods.ts';
import type { CardForm } from './pending-cards.ts';

/** Records the refusal of a card that a session was to be paid with: a failed charge, where there is something to charge. */
export function recordRefusal(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  { card, expiry }: Pick<CardForm, 'card' | 'expiry'>,
): void {
  if (!session.amount_total) return;
  const method = keepCard(sim, card, { customer: null, expiry });
  confirmIntent(sim, intentFor(sim, session), { method, isOnSession: true, isAuthenticated: true });
}

/** Records that the buyer failed 3-D Secure. */
export function recordFailedAuthentication(sim: Simulation, session: Stripe.Checkout.Session): void {
  if (session.amount_total) refuseIntent(sim, intentFor(sim, session), authenticationFailed);
}

/** The session's payment intent, made with the first attempt and kept for the next. */
export function intentFor(sim: Simulation, session: Stripe.Checkout.Session): string {
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

/** A buyer with the card that they pay with. */
export type Paying = Pick<CardForm, 'card' | 'expiry'> & Payer;

/** Takes the money of a session that is paid once, with a card that is kept where the session says so. */
export function payOnce(sim: Simulation, session: Stripe.Checkout.Session, { card, ...paying }: Paying): string {
  const { customer, billingDetails } = paying;
  const intent = intentFor(sim, session);
  const isSaved = checkoutOf(sim, session.id).payment?.setupFutureUsage === 'off_session';
  const method = isSaved ? attachCard(sim, card, paying) : keepCard(sim, card, { ...paying, customer: null });
  confirmIntent(sim, intent, { method, isOnSession: true, isAuthenticated: true });
  const isInvoiced = session.invoice_creation?.enabled || !sim.rules.isOn('K8');
  const invoice = isInvoiced ? invoicePurchase(sim, session, { customer, intent }) : null;
  const paid = { payment_intent: intent, payment_status: 'paid', invoice } as const;
  return closeCheckout(sim, session, { customer, billingDetails, ...paid });
}
