import type Stripe from 'stripe';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import { collectFirst } from '../billing/first-invoice.ts';
import { methodNamed } from '../billing/methods.ts';
import { refuseMoreOf, refuseTooMany } from '../billing/sizes.ts';
import { startSubscription, wantedItems } from '../billing/start.ts';
import { checkLocation, checkTaxable } from '../billing/tax.ts';
import { invalidRequest, missingParameter } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { customerNamed } from './customers.ts';
import { newDiscounts, purchaseOf } from './subscription-discounts.ts';
import { trialEndOf } from './subscription-trial.ts';

/** The parameters of a new subscription that the simulator honours. */
export const createFields = [
  'automatic_tax.enabled',
  'collection_method',
  'currency',
  'customer',
  'days_until_due',
  'default_payment_method',
  'description',
  'invoice_settings.custom_fields',
  'discounts',
  'items.*.price',
  'items.*.quantity',
  'items.*.metadata',
  'metadata',
  'off_session',
  'payment_behavior',
  'trial_end',
  'trial_period_days',
  'trial_settings',
];

/** Creates a subscription and collects its first invoice. Throws Stripe's errors for bad parameters and unsold prices. */
export function createSubscription(sim: Simulation, params: Stripe.SubscriptionCreateParams): Stripe.Subscription {
  if (!params.customer) throw missingParameter('customer');
  if (!params.items?.length) throw missingParameter('items');
  const customer = customerNamed(sim, params.customer, 'customer');
  refuseTooMany(sim, params.items.length);
  refuseMoreOf(sim, customer.id);
  const items = params.items.map((item) => ({ ...item, metadata: mergeMetadata(null, item.metadata) }));
  const wanted = wantedItems(sim, items, 'items');
  const currency = currencyFor(sim, wanted, {
    wanted: params.currency,
    customer: customer.id,
    param: 'items[0][price]',
  });
  refuseMix(sim, customer.id, currency);
  const isTaxed = params.automatic_tax?.enabled ?? false;
  if (isTaxed) {
    checkTaxable(wanted, 'items');
    checkLocation(sim, customer.id);
  }
  const order = {
    automaticTax: isTaxed,
    currency,
    customer: customer.id,
    daysUntilDue: daysUntilDueOf(params),
    items: wanted,
    discounts: newDiscounts(sim, params.discounts, purchaseOf(sim, wanted, { customer: customer.id, currency })),
    trialEnd: trialEndOf(sim, params),
    missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    description: params.description ?? null,
    customFields: params.invoice_settings?.custom_fields || null,
    metadata: mergeMetadata(null, params.metadata),
  };
  const named = params.default_payment_method;
  const method = named ? methodNamed(sim, named, { customer: customer.id, param: 'default_payment_method' }) : null;
  const started = startSubscription(sim, { ...order, defaultPaymentMethod: method?.id ?? null });
  return collectFirst(sim, started, params.payment_behavior ?? 'allow_incomplete');
}

/** The days to pay an invoice in; null where the card is charged. Throws for payment by invoice without days, and for days without it. */
function daysUntilDueOf({ collection_method, days_until_due }: Stripe.SubscriptionCreateParams): number | null {
  const isByInvoice = collection_method === 'send_invoice';
  if (isByInvoice && days_until_due === undefined) throw missingParameter('days_until_due');
  if (!isByInvoice && days_until_due !== undefined)
    throw invalidRequest('You can only set `days_until_due` if `collection_method` is `send_invoice`.', {
      param: 'days_until_due',
    });
  return days_until_due ?? null;
}
