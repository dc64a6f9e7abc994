import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { shownTaxIds } from './tax-ids.ts';

/** The customer who paid, with the details that they entered. */
export type Payer = { readonly customer: string; readonly billingDetails: Stripe.PaymentMethod['billing_details'] };
type Closed = Partial<Stripe.Checkout.Session> & Payer;

/** Completes a session and emits its event. Answers the URL where the buyer goes on. */
export function closeCheckout(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  { billingDetails, ...became }: Closed,
): string {
  const { address, email, name } = billingDetails;
  const { after } = sim.store.sessions.patch(session.id, {
    ...became,
    customer_details: {
      address,
      business_name: null,
      email,
      individual_name: null,
      name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: shownTaxIds(sim, became.customer),
    },
    status: 'complete',
    url: null,
  });
  sim.agenda.set('checkout_session', session.id, null);
  emit(sim, 'checkout.session.completed', after);
  return after.success_url ?? sim.origin;
}

/** Closes an open session; no-op on any other. */
export function expireCheckout(sim: Simulation, sessionId: string): Stripe.Checkout.Session {
  const session = sim.store.sessions.mustGet(sessionId);
  if (session.status !== 'open') return session;
  const { after } = sim.store.sessions.patch(sessionId, { status: 'expired', url: null });
  sim.agenda.set('checkout_session', sessionId, null);
  emit(sim, 'checkout.session.expired', after);
  return after;
}
