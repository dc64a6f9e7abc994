import type Stripe from 'stripe';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import { periodLines } from '../billing/lines.ts';
import { nextBoundary } from '../billing/periods.ts';
import { wantedItems } from '../billing/start.ts';
import { missingParameter } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { newSubscription } from '../resources/subscription.ts';
import { customerNamed } from './customers.ts';
import { previewDiscounts } from './subscription-discounts.ts';
import { trialEndOf } from './subscription-trial.ts';
import { upcomingInvoice } from './upcoming-invoice.ts';

/** The first invoice of a subscription that does not exist yet. */
export function previewNew(sim: Simulation, params: Stripe.InvoiceCreatePreviewParams): Stripe.Invoice {
  const { customer, subscription_details: details = {} } = params;
  if (!customer) throw missingParameter('customer');
  if (!details.items?.length) throw missingParameter('subscription_details[items]');
  const now = sim.time.now();
  const trialEnd = trialEndOf(sim, details);
  const wanted = wantedItems(
    sim,
    details.items.map(({ price, quantity }) => ({ price, quantity })),
    'subscription_details[items]',
  );
  const currency = currencyFor(sim, wanted, {
    wanted: params.currency,
    customer,
    param: 'subscription_details[items]',
  });
  refuseMix(sim, customer, currency);
  const items = wanted.map((item) => {
    const interval = item.price.recurring ?? { interval: 'month', interval_count: 1 };
    return { ...item, periodStart: now, periodEnd: trialEnd ?? nextBoundary(now, interval, now) };
  });
  const subscription = newSubscription(sim, {
    customer: customerNamed(sim, customer, 'customer').id,
    items,
    currency,
    anchor: trialEnd ?? now,
    trialEnd,
    missingPaymentMethod: 'create_invoice',
    defaultPaymentMethod: null,
    daysUntilDue: null,
    automaticTax: params.automatic_tax?.enabled ?? false,
    description: null,
    customFields: null,
    metadata: {},
  });
  const discounts = previewDiscounts(sim, subscription, params.discounts);
  return upcomingInvoice(
    sim,
    { ...subscription, ...discounts },
    {
      lines: periodLines(sim, subscription.items.data, { currency, isTrial: trialEnd !== null }),
      start: now,
      end: now,
    },
  );
}
