import type Stripe from 'stripe';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import type { Purchase } from '../billing/redeeming.ts';
import type { wantedItems } from '../billing/start.ts';
import type { Simulation } from '../core/simulation.ts';
import { purchaseOf } from './subscription-discounts.ts';

/** The lines of a session in the currency that it is paid in. Throws Stripe's errors for a currency that no price or customer may have. */
export function purchaseIn(
  sim: Simulation,
  params: Stripe.Checkout.SessionCreateParams,
  lines: ReturnType<typeof wantedItems>,
): Purchase {
  const customer = params.customer ?? null;
  const currency = currencyFor(sim, lines, { wanted: params.currency, customer, param: 'line_items[0][price]' });
  if (customer) refuseMix(sim, customer, currency);
  return purchaseOf(sim, lines, { customer, currency });
}
