import type Stripe from 'stripe';
import { applyChange } from '../billing/apply-change.ts';
import { planChange, type SubscriptionChange } from '../billing/change.ts';
import { countQuantityChange } from '../billing/invoice-limit.ts';
import { updateSubscription } from '../billing/subscription-state.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isEnded } from '../resources/subscription.ts';
import { checkPending } from './pending-params.ts';
import { checkSchedule } from './subscription-cancellation.ts';
import { discountsChange } from './subscription-discounts.ts';
import { fieldChanges } from './subscription-fields.ts';
import { moveTrialEnd, newTrialEnd } from './subscription-trial.ts';

/** The parameters of a subscription's update that the simulator honours. */
export const updateFields = [
  'automatic_tax.enabled',
  'billing_cycle_anchor.type',
  'cancel_at',
  'cancel_at_period_end',
  'cancellation_details.comment',
  'cancellation_details.feedback',
  'default_payment_method',
  'description',
  'invoice_settings.custom_fields',
  'discounts',
  'items.*.deleted',
  'items.*.id',
  'items.*.metadata',
  'items.*.price',
  'items.*.quantity',
  'metadata',
  'off_session',
  'pause_collection',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
];

/** Applies an update to a subscription. Throws Stripe's error where it has ended (only metadata may change then). */
export function updateNamed(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Stripe.Subscription {
  const { metadata: _, cancellation_details: __, ...others } = params;
  if (sim.rules.isOn('B6') && isEnded(subscription) && Object.keys(others).length > 0)
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  if (
    subscription.status === 'incomplete' &&
    sim.rules.isOn('B4b') &&
    Object.keys(others).some((name) => name !== 'expand')
  )
    throw invalidRequest('An incomplete subscription can only update its metadata and default_source.');
  checkPending(sim, subscription, params);
  checkSchedule(subscription, params);
  const trialEnd = newTrialEnd(sim, subscription, params);
  const checked = changeOf(sim, subscription, params);
  const discounts = discountsChange(sim, subscription, params.discounts);
  const change = checked && params.discounts ? planChange(sim, { ...subscription, ...discounts }, params) : checked;
  const fields = fieldChanges(sim, subscription, params);
  const updated = updateSubscription(sim, subscription.id, { ...fields, ...discounts });
  const moved = trialEnd === null ? updated : moveTrialEnd(sim, updated, trialEnd);
  if (!change) return moved;
  const how = { paymentBehavior: params.payment_behavior ?? 'allow_incomplete', isOnSession: !params.off_session };
  return applyChange(sim, moved, { change, how });
}

/** The change of prices, quantities or cycle that a request asks for; null where it asks for none. */
function changeOf(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): SubscriptionChange | null {
  if (!params.items && params.billing_cycle_anchor?.type !== 'now') return null;
  if (subscription.status === 'unpaid') throw unsupported('a change of an unpaid subscription', 'items');
  const isQuantity = params.items?.some(
    ({ id, quantity }) =>
      quantity !== undefined && subscription.items.data.some((item) => item.id === id && item.quantity !== quantity),
  );
  const change = planChange(sim, subscription, params);
  if (isQuantity) countQuantityChange(sim, subscription.id);
  return change;
}
