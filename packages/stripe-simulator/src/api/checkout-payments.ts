import type Stripe from 'stripe';
import { checkouts } from '../billing/checkout-state.ts';
import { taxSession } from '../billing/checkout-tax.ts';
import { currencyFor } from '../billing/currencies.ts';
import { checkTaxable } from '../billing/tax.ts';
import type { WantedItem } from '../billing/wanted.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { lineItems, newSession } from '../resources/checkout-session.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { amountOf } from '../resources/price.ts';

type Params = Stripe.Checkout.SessionCreateParams;

/** Parameters that Stripe takes for a one-time payment and the simulator does not. */
const notHere = ['allow_promotion_codes', 'discounts'] as const;

/** A session for a one-time payment by an existing customer, with a card. The first attempt makes its payment intent. */
export function sellOnce(sim: Simulation, params: Params): Stripe.Checkout.Session {
  for (const name of notHere) if (params[name]) throw unsupported(`${name} with mode=payment`, name);
  if (params.subscription_data)
    throw invalidRequest('You can not pass `subscription_data` in `payment` mode.', { param: 'subscription_data' });
  const { customer, payment_intent_data: data = {} } = params;
  if (!customer) throw unsupported('mode=payment without a customer', 'customer');
  if (data.setup_future_usage === 'on_session')
    throw unsupported('setup_future_usage=on_session', 'payment_intent_data[setup_future_usage]');
  const lines = goodsOf(sim, params.line_items ?? []);
  if (params.automatic_tax?.enabled) checkTaxable(lines, 'line_items');
  const currency = currencyFor(sim, lines, { wanted: params.currency, customer, param: 'line_items[0][price]' });
  const sold = lineItems(sim, lines, currency);
  const amount = sold.reduce((sum, { amount_total }) => sum + amount_total, 0);
  const session = sim.store.sessions.add({
    ...newSession(sim, params, { purchase: { customer, currency, amount }, hasTrial: false }),
    customer_creation: null,
    invoice_creation: { ...withoutInvoice, enabled: params.invoice_creation?.enabled ?? false },
    mode: 'payment',
    payment_method_collection: 'if_required',
    payment_method_types: ['card'],
  });
  checkouts(sim).set(session.id, {
    wanted: nothingRecurring(currency),
    lineItems: sold,
    intent: null,
    payment: {
      description: data.description ?? null,
      metadata: mergeMetadata(null, data.metadata),
      setupFutureUsage: data.setup_future_usage === 'off_session' ? 'off_session' : null,
    },
    update: params.customer_update,
  });
  sim.agenda.set('checkout_session', session.id, session.expires_at);
  return taxSession(sim, session.id, null);
}

const withoutInvoice: Stripe.Checkout.Session.InvoiceCreation = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

const nothingRecurring = (currency: string) => ({
  items: [],
  currency,
  discounts: [],
  trialDays: null,
  trialEnd: null,
  missingPaymentMethod: 'create_invoice',
  automaticTax: false,
  description: null,
  customFields: null,
  metadata: {},
});

function goodsOf(sim: Simulation, items: NonNullable<Params['line_items']>): WantedItem[] {
  return items.map(({ price: id = '', quantity = 1 }, index) => {
    const param = `line_items[${index}][price]`;
    const price = sim.store.prices.get(id);
    if (!price) throw noSuch('price', id, param);
    if (!price.active)
      throw invalidRequest('The price specified is inactive. This field only accepts active prices.', { param });
    if (price.recurring)
      throw invalidRequest(
        'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
        { param },
      );
    if (amountOf(price, quantity) <= 0) throw unsupported('a payment of nothing', param);
    return { price, quantity, metadata: {} };
  });
}
