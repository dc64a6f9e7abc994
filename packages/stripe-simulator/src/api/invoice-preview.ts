import type Stripe from 'stripe';
import { planChange } from '../billing/change.ts';
import { pendingLines } from '../billing/pending-lines.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded, periodEndOf } from '../resources/subscription.ts';
import { previewNew } from './new-subscription-preview.ts';
import { previewRenewal } from './renewal-preview.ts';
import { previewDiscounts } from './subscription-discounts.ts';
import { upcomingInvoice } from './upcoming-invoice.ts';

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

/**
 * The invoice that a change, a new subscription or the next renewal would make. It is built from the same lines as the invoice itself, and
 * changes nothing. https://docs.stripe.com/api/invoices/create_preview
 */
export function previewInvoice(sim: Simulation, params: Stripe.InvoiceCreatePreviewParams): Stripe.Invoice {
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
  if (change.isBilledNow) return upcomingInvoice(sim, changed, { lines, start: sim.time.now(), end: sim.time.now() });
  const leaves = details.cancel_at_period_end ?? (subscription.cancel_at ?? Infinity) <= periodEndOf(subscription);
  if (leaves || isEnded(subscription)) throw noUpcoming(subscription);
  return previewRenewal(sim, changed, lines);
}

const noUpcoming = (subscription: Stripe.Subscription) =>
  invalidRequest(`No upcoming invoices for customer: ${idOf(subscription.customer)}`, {
    code: 'invoice_upcoming_none',
  });
