import type Stripe from 'stripe';
import { checkTaxOptions } from '../billing/checkout-tax.ts';
import { invalidRequest, missingParameter, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
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
  if (params.customer) customerNamed(sim, params.customer, 'customer');
  checkTaxOptions(sim, params);
  checkExpiry(sim, params.expires_at);
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

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
function checkExpiry(sim: Simulation, expiresAt: number | undefined): void {
  if (expiresAt === undefined) return;
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
