import type Stripe from 'stripe';
import { noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { isEnded } from '../resources/subscription.ts';
import type { RuleSet } from '../rules/rules.ts';
import { checkCustomerFilter } from './customers.ts';
import { cancelNow } from './subscription-cancellation.ts';
import { createFields, createSubscription } from './subscription-creation.ts';
import { deleteDiscount } from './subscription-discounts.ts';
import { pauseNow, resume } from './subscription-pause.ts';
import { updateFields, updateNamed } from './subscription-update.ts';

/** The subscription with this id. Throws `resource_missing`. */
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
      return cancelNow(sim, subscriptionNamed(sim, id), params);
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
      const matches = sim.store.subscriptions
        .newestFirst(params.customer)
        .filter((subscription) => isListed(sim.rules, subscription, params));
      return page('/v1/subscriptions', matches, params);
    },
  ),
];

/**
 * Without `status`, lists all that are not canceled; `ended` means canceled or expired. A test clock's are listed only if the request names
 * it or the customer.
 */
function isListed(rules: RuleSet, subscription: Stripe.Subscription, params: Stripe.SubscriptionListParams): boolean {
  const { customer, price, status, test_clock } = params;
  const hasStatus =
    status === undefined
      ? subscription.status !== 'canceled' || !rules.isOn('Q4')
      : status === 'all' || (status === 'ended' ? isEnded(subscription) : subscription.status === status);
  return (
    hasStatus &&
    (((customer || !rules.isOn('H5')) && !test_clock) || (subscription.test_clock ?? undefined) === test_clock) &&
    (!price || subscription.items.data.some((item) => item.price.id === price)) &&
    isInRange(subscription.created, params.created)
  );
}
