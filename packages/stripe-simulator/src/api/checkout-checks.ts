import type Stripe from 'stripe';
import { checkTaxOptions } from '../billing/checkout-tax.ts';
import { invalidRequest, missingParameter, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { checkBrand } from './checkout-brand-checks.ts';
import { customerNamed } from './customers.ts';

/** Throws Stripe's errors for parameters of a new session that are missing, exclude each other, or are not supported. */
export function checkNew(sim: Simulation, params: Stripe.Checkout.SessionCreateParams): void {
  if (!params.mode) throw missingParameter('mode');
  if (params.mode !== 'subscription' && params.mode !== 'payment') throw unsupported(`mode=${params.mode}`, 'mode');
  if (params.mode === 'subscription' && params.payment_intent_data)
    throw invalidRequest('You can not pass `payment_intent_data` in `subscription` mode.', {
      param: 'payment_intent_data',
    });
  if (params.ui_mode && params.ui_mode !== 'hosted_page') throw unsupported(`ui_mode=${params.ui_mode}`, 'ui_mode');
  if (params.payment_method_collection === 'if_required')
    throw unsupported('payment_method_collection=if_required', 'payment_method_collection');
  if (!params.line_items?.length) throw missingParameter('line_items');
  if (!params.success_url) throw missingParameter('success_url');
  if (params.customer && params.customer_email)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      code: 'parameters_exclusive',
      param: 'customer',
    });
  checkDiscounts(params);
  checkLines(sim, params);
  checkModes(sim, params);
  checkTrial(sim, params.subscription_data);
  if (params.customer) customerNamed(sim, params.customer, 'customer');
  checkTaxOptions(sim, params);
  checkExpiry(sim, params.expires_at);
  checkBrand(sim, params.branding_settings);
}

function checkDiscounts({ allow_promotion_codes, discounts }: Stripe.Checkout.SessionCreateParams): void {
  if (allow_promotion_codes !== undefined && discounts)
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', {
      code: 'parameters_exclusive',
      param: 'allow_promotion_codes',
    });
  if (discounts && discounts.length > 1)
    throw invalidRequest('You can only apply one discount to a Checkout Session.', { param: 'discounts' });
}

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-line_items */
function checkLines(sim: Simulation, { mode, line_items: lines = [] }: Stripe.Checkout.SessionCreateParams): void {
  const isRecurring = ({ price = '' }: { readonly price?: string }) => sim.store.prices.get(price)?.recurring != null;
  const isTooLong =
    mode === 'payment'
      ? sim.rules.isOn('K2b') && lines.length > 100
      : sim.rules.isOn('K2') && lines.filter(isRecurring).length > 20;
  if (isTooLong) throw invalidRequest('This Checkout Session has too many line items.', { param: 'line_items' });
}

/** https://docs.stripe.com/api/checkout/sessions/create */
function checkModes(sim: Simulation, params: Stripe.Checkout.SessionCreateParams): void {
  const { mode, payment_method_collection, customer, customer_update } = params;
  if (sim.rules.isOn('K4') && mode === 'payment' && payment_method_collection)
    throw invalidRequest('You can only use `payment_method_collection` in `subscription` mode.', {
      param: 'payment_method_collection',
    });
  if (sim.rules.isOn('K5') && customer_update && !customer)
    throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' });
}

const leastTrialSeconds = 48 * 3600;

function checkTrial(sim: Simulation, data: Stripe.Checkout.SessionCreateParams['subscription_data']): void {
  const { trial_end: end } = data ?? {};
  if (end === undefined || !sim.rules.isOn('K3') || end >= sim.time.now() + leastTrialSeconds) return;
  throw invalidRequest('The `trial_end` date has to be at least 2 days in the future.', {
    param: 'subscription_data[trial_end]',
  });
}

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
function checkExpiry(sim: Simulation, expiresAt: number | undefined): void {
  if (expiresAt === undefined || !sim.rules.isOn('K1')) return;
  const seconds = expiresAt - sim.time.now();
  if (seconds < 30 * 60)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (seconds > 24 * 3600)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
}
