import type Stripe from 'stripe';
import { discountSession } from '../billing/checkout-discounts.ts';
import { checkouts } from '../billing/checkout-state.ts';
import { taxSession } from '../billing/checkout-tax.ts';
import { wantedDiscounts } from '../billing/redeeming.ts';
import { wantedItems } from '../billing/start.ts';
import { checkTaxable } from '../billing/tax.ts';
import type { Simulation } from '../core/simulation.ts';
import { lineItems, newSession } from '../resources/checkout-session.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { purchaseIn } from './checkout-purchase.ts';
import { trialEndOf } from './subscription-trial.ts';

/** A session that begins a subscription once it is paid. Throws Stripe's errors for what it cannot sell. */
export function sellSubscription(
  sim: Simulation,
  params: Stripe.Checkout.SessionCreateParams,
): Stripe.Checkout.Session {
  const { subscription_data: data = {} } = params;
  const lines = wantedItems(
    sim,
    (params.line_items ?? []).map(({ price, quantity }) => ({ price, quantity })),
    'line_items',
  );
  if (params.automatic_tax?.enabled) checkTaxable(lines, 'line_items');
  const purchase = purchaseIn(sim, params, lines);
  const discounts = wantedDiscounts(sim, params.discounts ?? [], purchase);
  const trialDays = data.trial_period_days ?? null;
  const trialEnd = trialDays === null ? trialEndOf(sim, data) : null;
  const session = sim.store.sessions.add(
    newSession(sim, params, { purchase, hasTrial: trialDays !== null || trialEnd !== null }),
  );
  checkouts(sim).set(session.id, {
    wanted: {
      items: lines,
      currency: purchase.currency,
      discounts: [],
      trialDays,
      trialEnd,
      missingPaymentMethod: data.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      automaticTax: params.automatic_tax?.enabled ?? false,
      description: data.description ?? null,
      customFields: null,
      metadata: mergeMetadata(null, data.metadata),
    },
    lineItems: lineItems(sim, lines, purchase.currency),
    intent: null,
    update: params.customer_update,
  });
  sim.agenda.set('checkout_session', session.id, session.expires_at);
  if (discounts.length > 0) discountSession(sim, session.id, discounts);
  return taxSession(sim, session.id, null);
}
