import type Stripe from 'stripe';
import { planChange } from '../billing/change.ts';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import { nextPeriod } from '../billing/life.ts';
import { periodLines } from '../billing/lines.ts';
import { pendingLines } from '../billing/pending-lines.ts';
import { nextBoundary } from '../billing/periods.ts';
import { wantedItems } from '../billing/start.ts';
import { usageLines } from '../billing/usage.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { missingParameter } from '../http/params.ts';
import { newInvoice } from '../resources/invoice.ts';
import type { BillLine } from '../resources/invoice-input.ts';
import { isEnded, newSubscription, periodEndOf } from '../resources/subscription.ts';
import { customerNamed } from './customers.ts';
import { previewDiscounts } from './subscription-discounts.ts';
import { trialEndOf } from './subscription-trial.ts';

/** The parameters of a preview that the simulator honours. */
export const previewFields = [
  'automatic_tax.enabled',
  'currency',
  'customer',
  'discounts',
  'subscription',
  'subscription_details.billing_cycle_anchor.type',
  'subscription_details.cancel_at_period_end',
  'subscription_details.items.*.deleted',
  'subscription_details.items.*.id',
  'subscription_details.items.*.price',
  'subscription_details.items.*.quantity',
  'subscription_details.proration_behavior',
  'subscription_details.proration_date',
  'subscription_details.trial_end',
];

type Params = Stripe.InvoiceCreatePreviewParams;

/**
 * The invoice that a change, a new subscription or the next renewal would make. It is built from the same lines as the invoice itself, and
 * changes nothing. https://docs.stripe.com/api/invoices/create_preview
 */
export function previewInvoice(sim: Simulation, params: Params): Stripe.Invoice {
  if (!params.subscription) return previewNew(sim, params);
  const subscription = sim.store.subscriptions.get(params.subscription);
  if (!subscription) throw noSuch('subscription', params.subscription, 'subscription');
  if (params.customer && idOf(subscription.customer) !== params.customer)
    throw noSuch('subscription', params.subscription, 'subscription');
  const { subscription_details: details = {} } = params;
  const discounts = previewDiscounts(sim, subscription, params.discounts);
  const change = planChange(sim, { ...subscription, ...discounts }, details);
  const changed = {
    ...subscription,
    ...discounts,
    billing_cycle_anchor: change.anchor,
    items: { ...subscription.items, data: [...change.items] },
  };
  const lines = [...pendingLines(sim, subscription.id), ...change.lines];
  if (change.isBilledNow) return preview(sim, changed, { lines, start: sim.time.now(), end: sim.time.now() });
  const leaves = details.cancel_at_period_end ?? (subscription.cancel_at ?? Infinity) <= periodEndOf(subscription);
  if (leaves || isEnded(subscription)) throw noUpcoming(subscription);
  return previewRenewal(sim, changed, lines);
}

function previewRenewal(
  sim: Simulation,
  subscription: Stripe.Subscription,
  lines: readonly BillLine[],
): Stripe.Invoice {
  const end = periodEndOf(subscription);
  const due = subscription.items.data.filter((item) => item.current_period_end === end);
  const renewed = due.map((item) => nextPeriod(subscription, item));
  const start = Math.min(...due.map((item) => item.current_period_start));
  const { currency } = subscription;
  const isTrial = subscription.status === 'trialing';
  const used = isTrial ? [] : usageLines(sim, due, { customer: idOf(subscription.customer), currency });
  return preview(sim, subscription, {
    lines: [...lines, ...used, ...periodLines(sim, renewed, subscription)],
    start,
    end,
  });
}

function previewNew(sim: Simulation, params: Params): Stripe.Invoice {
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
  return preview(
    sim,
    { ...subscription, ...discounts },
    {
      lines: periodLines(sim, subscription.items.data, { currency, isTrial: trialEnd !== null }),
      start: now,
      end: now,
    },
  );
}

function preview(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { lines, start, end }: { readonly lines: readonly BillLine[]; readonly start: number; readonly end: number },
): Stripe.Invoice {
  const invoice = newInvoice(sim, {
    subscription,
    reason: 'upcoming',
    lines,
    finalizesAt: null,
    periodStart: start,
    periodEnd: end,
  });
  const ending = Math.min(0, invoice.total + invoice.starting_balance);
  return { ...invoice, id: sim.newId('upcoming_in'), created: end, ending_balance: ending };
}

const noUpcoming = (subscription: Stripe.Subscription) =>
  invalidRequest(`No upcoming invoices for customer: ${idOf(subscription.customer)}`, {
    code: 'invoice_upcoming_none',
  });
