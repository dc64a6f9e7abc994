import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { addressOf, newCustomer } from '../resources/customer.ts';
import { type BuyerDetails, checkouts } from './checkout-state.ts';
import { typedTaxId } from './checkout-tax.ts';
import { addTaxId, shownTaxIds } from './tax-ids.ts';

type Session = Stripe.Checkout.Session;

/** The customer of a session that names none. */
export function createCustomer(sim: Simulation, session: Session, details: BuyerDetails): string {
  const customer = newCustomer(sim, {
    ...(session.customer_email ? { email: session.customer_email } : {}),
    name: details.name,
  });
  sim.store.customers.add(customer);
  emit(sim, 'customer.created', customer);
  return customer.id;
}

/** Saves the buyer's input with the customer, where the session's parameters say so. */
export function keepBuyer(sim: Simulation, session: Session, customer: string, details: BuyerDetails): void {
  const { update } = checkouts(sim).get(session.id) ?? {};
  const address = addressOf({ country: details.country, postal_code: details.postalCode });
  const isNew = session.customer === null && session.automatic_tax.enabled;
  const change = sim.store.customers.patch(customer, {
    ...((isNew || update?.address === 'auto') && { address }),
    ...(update?.name === 'auto' && details.name !== '' && { name: details.name }),
  });
  emitUpdate(sim, 'customer.updated', change);
  const typed = session.tax_id_collection?.enabled ? typedTaxId(details) : null;
  if (typed && !shownTaxIds(sim, customer).some(({ value }) => value === typed.value)) add(sim, customer, typed);
}

/** Ignores a sixth tax id, since the payment has been made. */
function add(sim: Simulation, customer: string, taxId: NonNullable<ReturnType<typeof typedTaxId>>): void {
  try {
    addTaxId(sim, customer, taxId);
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error;
  }
}
