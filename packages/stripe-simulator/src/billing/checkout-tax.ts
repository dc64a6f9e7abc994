import type Stripe from 'stripe';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { type BuyerDetails, checkouts } from './checkout-state.ts';
import { behaviorIn, taxRuleOf } from './tax.ts';
import { hasShape } from './tax-id-shapes.ts';
import { shownTaxIds } from './tax-ids.ts';
import { type TaxRule, taxOn, taxRuleFor } from './tax-rates.ts';

type Session = Stripe.Checkout.Session;

/** Throws Stripe's errors where a session wants tax or tax ids, and may not save the customer's address or name. */
export function checkTaxOptions(sim: Simulation, params: Stripe.Checkout.SessionCreateParams): void {
  const { automatic_tax, customer, customer_update, tax_id_collection } = params;
  if (!customer) return;
  if (automatic_tax?.enabled && customer_update?.address !== 'auto' && !taxRuleOf(sim, customer))
    throw invalidRequest(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
      { code: 'customer_tax_location_invalid', param: 'customer' },
    );
  if (tax_id_collection?.enabled && customer_update?.name !== 'auto')
    throw invalidRequest(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
      { param: 'customer' },
    );
}

/** The tax id that a buyer typed, by its letters; null for none. */
export function typedTaxId({ taxId }: BuyerDetails): Pick<Stripe.TaxId, 'type' | 'value'> | null {
  const value = taxId.toUpperCase().replaceAll(/[\s.]/g, '');
  if (value === '') return null;
  return { type: value.startsWith('GB') ? 'gb_vat' : value.startsWith('CHE') ? 'ch_vat' : 'eu_vat', value };
}

/** Why tax cannot be computed; null where it can, or where the session has no automatic tax. */
export function untaxable(session: Session, details: BuyerDetails): string | null {
  const { enabled, status } = session.automatic_tax;
  if (enabled && status !== 'complete') return 'Your address is incomplete: give your country as two letters.';
  return taxIdRefused(session, details);
}

/** Why the tax id cannot be taken; null where it can, or none was given. */
function taxIdRefused(session: Session, details: BuyerDetails): string | null {
  const typed = session.tax_id_collection?.enabled ? typedTaxId(details) : null;
  return typed && !hasShape(typed.type, typed.value) ? 'Your tax ID is not valid.' : null;
}

/** Adds tax to the lines of an open session, by the buyer's input, or before that by the customer. */
export function taxSession(sim: Simulation, id: string, details: BuyerDetails | null): Session {
  const session = sim.store.sessions.mustGet(id);
  const checkout = checkouts(sim).get(id);
  if (!session.automatic_tax.enabled || !checkout) return session;
  const rule = ruleFor(sim, session, details);
  const isDue = Boolean(session.amount_subtotal);
  const lineItems = checkout.lineItems.map((line) => taxed(sim, line, rule));
  const exclusive = lineItems.reduce((sum, line) => sum + addedBy(line), 0);
  const tax = lineItems.reduce((sum, line) => sum + line.amount_tax, 0);
  const off = session.total_details?.amount_discount ?? 0;
  const total = isDue ? (session.amount_subtotal ?? 0) - off + exclusive : 0;
  checkouts(sim).set(id, { ...checkout, lineItems });
  if (checkout.intent) sim.store.paymentIntents.patch(checkout.intent, { amount: total });
  return sim.store.sessions.patch(id, {
    amount_total: total,
    automatic_tax: { ...session.automatic_tax, status: rule ? 'complete' : 'requires_location_inputs' },
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    total_details: { amount_discount: off, amount_shipping: 0, amount_tax: isDue ? tax : 0 },
  }).after;
}

/** A customer's own address counts unless the buyer's input replaces it. */
function ruleFor(sim: Simulation, session: Session, details: BuyerDetails | null): TaxRule | null {
  const customer = session.customer === null ? undefined : sim.store.customers.get(idOf(session.customer));
  const typed = details && session.tax_id_collection?.enabled ? typedTaxId(details) : null;
  const isReplaced = !customer || checkouts(sim).get(session.id)?.update?.address === 'auto';
  const own = customer?.address?.country ?? null;
  const country = details && isReplaced ? details.country || null : own;
  const taxIds = [...(customer ? shownTaxIds(sim, customer.id) : []), ...(typed ? [typed] : [])];
  return taxRuleFor(sim, { country, taxIds, exempt: customer?.tax_exempt ?? null });
}

function taxed(sim: Simulation, line: Stripe.LineItem, rule: TaxRule | null): Stripe.LineItem {
  const net = line.amount_subtotal - line.amount_discount;
  const behavior = line.price ? behaviorIn(sim, line.price, line.currency) : 'exclusive';
  const tax = rule ? taxOn(net, rule.rate, behavior) : 0;
  return { ...line, amount_tax: tax, amount_total: behavior === 'exclusive' ? net + tax : net };
}

const addedBy = (line: Stripe.LineItem): number => line.amount_total - (line.amount_subtotal - line.amount_discount);
