import type Stripe from 'stripe';
import { collectInvoice, methodFor } from '../billing/collect.ts';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import { finalizeInvoice } from '../billing/invoices.ts';
import { cancelSubscription } from '../billing/life.ts';
import { cardError, methodNamed } from '../billing/methods.ts';
import { settleSubscription } from '../billing/settle.ts';
import { startSubscription, wantedItems } from '../billing/start.ts';
import { checkLocation, checkTaxable } from '../billing/tax.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { missingParameter } from '../http/params.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isEnded } from '../resources/subscription.ts';
import { checkCustomerFilter, customerNamed } from './customers.ts';
import { deleteDiscount, newDiscounts, purchaseOf } from './subscription-discounts.ts';
import { pauseNow, resume } from './subscription-pause.ts';
import { trialEndOf } from './subscription-trial.ts';
import { cancellationDetails, updateFields, updateNamed } from './subscription-update.ts';

const createFields = [
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

/** The subscription that is there. Throws `resource_missing`. */
function subscriptionNamed(sim: Simulation, id: string): Stripe.Subscription {
  const subscription = sim.store.subscriptions.get(id);
  if (!subscription) throw noSuch('subscription', id, 'id');
  return subscription;
}

/** The endpoints of subscriptions. */
export const subscriptionRoutes = [
  route<Stripe.SubscriptionCreateParams>(
    'POST /v1/subscriptions',
    'SubscriptionCreateParams',
    createFields,
    ({ sim, params }) => createSubscription(sim, params),
  ),
  route('GET /v1/subscriptions/:id', 'SubscriptionRetrieveParams', [], ({ sim, id }) => subscriptionNamed(sim, id)),
  route<Stripe.SubscriptionUpdateParams>(
    'POST /v1/subscriptions/:id',
    'SubscriptionUpdateParams',
    updateFields,
    ({ sim, params, id }) => updateNamed(sim, subscriptionNamed(sim, id), params),
  ),
  route<Stripe.SubscriptionCancelParams>(
    'DELETE /v1/subscriptions/:id',
    'SubscriptionCancelParams',
    ['cancellation_details.comment', 'cancellation_details.feedback', 'invoice_now', 'prorate'],
    ({ sim, params, id }) => {
      if (params.prorate) throw unsupported('a credit for unused time on cancellation', 'prorate');
      const subscription = subscriptionNamed(sim, id);
      if (isEnded(subscription)) throw noSuch('subscription', id, 'id');
      sim.store.subscriptions.patch(id, { cancellation_details: cancellationDetails(subscription, params) });
      return cancelSubscription(sim, id, 'cancellation_requested', { isBilled: params.invoice_now });
    },
  ),
  route<Stripe.SubscriptionResumeParams>(
    'POST /v1/subscriptions/:id/resume',
    'SubscriptionResumeParams',
    ['billing_cycle_anchor'],
    ({ sim, params, id }) => resume(sim, subscriptionNamed(sim, id), params),
  ),
  route('DELETE /v1/subscriptions/:id/discount', 'SubscriptionDeleteDiscountParams', [], ({ sim, id }) =>
    deleteDiscount(sim, subscriptionNamed(sim, id)),
  ),
  route<Stripe.SubscriptionPauseParams>(
    'POST /v1/subscriptions/:id/pause',
    'SubscriptionPauseParams',
    ['type'],
    ({ sim, id }) => pauseNow(sim, subscriptionNamed(sim, id)),
  ),
  route<Stripe.SubscriptionListParams>(
    'GET /v1/subscriptions',
    'SubscriptionListParams',
    ['customer', 'price', 'status', 'created', 'limit', 'starting_after', 'ending_before', 'test_clock'],
    ({ sim, params }) => {
      checkCustomerFilter(sim, params.customer);
      const matches = sim.store.subscriptions.newestFirst().filter((subscription) => isListed(subscription, params));
      return page('/v1/subscriptions', matches, params);
    },
  ),
];

/** Without `status` all that are not canceled; `ended` means canceled or expired. A test clock's only where it or the customer is named. */
function isListed(subscription: Stripe.Subscription, params: Stripe.SubscriptionListParams): boolean {
  const { customer, price, status, test_clock } = params;
  const hasStatus =
    status === undefined
      ? subscription.status !== 'canceled'
      : status === 'all' || (status === 'ended' ? isEnded(subscription) : subscription.status === status);
  return (
    hasStatus &&
    (!customer || idOf(subscription.customer) === customer) &&
    ((customer && !test_clock) || (subscription.test_clock ?? undefined) === test_clock) &&
    (!price || subscription.items.data.some((item) => item.price.id === price)) &&
    isInRange(subscription.created, params.created)
  );
}

function createSubscription(sim: Simulation, params: Stripe.SubscriptionCreateParams): Stripe.Subscription {
  if (!params.customer) throw missingParameter('customer');
  if (!params.items?.length) throw missingParameter('items');
  const customer = customerNamed(sim, params.customer, 'customer');
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

/** Null where the card is charged. Throws where payment by invoice comes without its days, or the days without it. */
function daysUntilDueOf({ collection_method, days_until_due }: Stripe.SubscriptionCreateParams): number | null {
  const isByInvoice = collection_method === 'send_invoice';
  if (isByInvoice && days_until_due === undefined) throw missingParameter('days_until_due');
  if (!isByInvoice && days_until_due !== undefined)
    throw invalidRequest('You can only set `days_until_due` if `collection_method` is `send_invoice`.', {
      param: 'days_until_due',
    });
  return days_until_due ?? null;
}

function collectFirst(
  sim: Simulation,
  { subscription, invoice }: ReturnType<typeof startSubscription>,
  behavior: string,
): Stripe.Subscription {
  if (subscription.collection_method === 'send_invoice' && invoice.total > 0) return subscription;
  const final = finalizeInvoice(sim, invoice.id);
  if (final.status === 'paid') settleSubscription(sim, final);
  else if (behavior !== 'default_incomplete') {
    const outcome = collectInvoice(sim, invoice.id, { method: methodFor(sim, subscription), isOnSession: true });
    if (behavior === 'error_if_incomplete' && typeof outcome === 'object') {
      cancelSubscription(sim, subscription.id, 'payment_failed');
      throw cardError(outcome);
    }
  }
  return sim.store.subscriptions.mustGet(subscription.id);
}
