import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { addressOf } from '../resources/customer.ts';
import { authenticationFailed, outcomeOf } from './cards.ts';
import { createCustomer, keepBuyer } from './checkout-buyer.ts';
import { payOnce, recordFailedAuthentication, recordRefusal } from './checkout-charge.ts';
import { recheckDiscounts } from './checkout-discounts.ts';
import { checkoutOf } from './checkout-state.ts';
import { leaveIncomplete, subscribe } from './checkout-subscription.ts';
import { taxSession, untaxable } from './checkout-tax.ts';
import { otherCurrency } from './currencies.ts';
import { awaitAuthentication, type CardForm, takePendingCard } from './pending-cards.ts';

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
  recordFailedAuthentication(sim, session);
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
  if (card.decline && !card.isDelayed && !(card.attaches && !session.amount_total)) {
    recordRefusal(sim, session, { card, expiry });
    if (!sim.rules.isOn('K6')) leaveIncomplete(sim, session);
    return { outcome: 'declined', message: card.decline.message };
  }
  const customer = session.customer ? idOf(session.customer) : createCustomer(sim, session, details);
  const address = addressOf({ country: details.country, postal_code: details.postalCode });
  const { email } = sim.store.customers.mustGet(customer);
  const billingDetails = { address, email, name: details.name || null, phone: null, tax_id: null };
  keepBuyer(sim, session, customer, details);
  const finish = checkoutOf(sim, session.id).payment ? payOnce : subscribe;
  return { outcome: 'complete', successUrl: finish(sim, session, { card, expiry, customer, billingDetails }) };
}
