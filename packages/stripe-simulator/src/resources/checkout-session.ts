import type Stripe from 'stripe';
import { checkCharge } from '../billing/charge-bounds.ts';
import { priceIn } from '../billing/currencies.ts';
import type { Purchase } from '../billing/redeeming.ts';
import type { Simulation } from '../core/simulation.ts';
import { brandOf } from './checkout-brand.ts';
import { mergeMetadata } from './metadata.ts';
import { amountOf, isMetered } from './price.ts';

/** One line that a new session sells. */
export type WantedLine = { readonly price: Stripe.Price; readonly quantity: number };

/** An open session that sells these lines; nothing is due today where a trial comes first. Throws for a sum that cannot be charged. */
export function newSession(
  sim: Simulation,
  params: Stripe.Checkout.SessionCreateParams,
  { purchase, hasTrial }: { readonly purchase: Purchase; readonly hasTrial: boolean },
): Stripe.Checkout.Session {
  const now = sim.time.now();
  const id = sim.newId('cs_test', 58);
  const total = hasTrial ? 0 : purchase.amount;
  if (total > 0) checkCharge(sim, purchase.currency, total);
  return {
    ...blankSession,
    id,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: params.automatic_tax?.enabled ? { type: 'self' } : null,
      provider: params.automatic_tax?.enabled ? 'stripe' : null,
      status: params.automatic_tax?.enabled ? 'requires_location_inputs' : null,
    },
    branding_settings: brandOf(sim, params.branding_settings),
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: now,
    currency: purchase.currency,
    customer: params.customer ?? null,
    customer_creation: params.customer ? null : 'always',
    customer_email: params.customer_email ?? null,
    expires_at: params.expires_at ?? now + sim.settings.sessionSeconds,
    locale: params.locale ?? null,
    metadata: mergeMetadata(null, params.metadata),
    payment_method_types: purchase.currency === 'eur' ? ['card', 'sepa_debit'] : ['card'],
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    success_url: params.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', id) ?? null,
    tax_id_collection: { enabled: params.tax_id_collection?.enabled ?? false, required: 'never' },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    url: `${sim.origin}/c/pay/${id}`,
  } satisfies Stripe.Checkout.Session;
}

/** The lines of a session as its `line_items`, which an answer contains only when expanded. */
export function lineItems(sim: Simulation, lines: readonly WantedLine[], currency: string): Stripe.LineItem[] {
  return lines.map(({ price, quantity }) => ({
    id: sim.newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amountOf(priceIn(sim, price, currency), quantity),
    amount_tax: 0,
    amount_total: amountOf(priceIn(sim, price, currency), quantity),
    currency,
    description: sim.store.products.get(String(price.product))?.name ?? null,
    metadata: {},
    price,
    quantity: isMetered(price) ? null : quantity,
  }));
}

const blankSession = {
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_account: null,
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  mode: 'subscription',
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_collection: 'always',
  payment_method_configuration_details: null,
  payment_method_options: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;
