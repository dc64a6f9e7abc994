import type Stripe from 'stripe';
import { applyChange } from '../billing/apply-change.ts';
import { planChange, type SubscriptionChange } from '../billing/change.ts';
import { advanceSubscription } from '../billing/life.ts';
import { methodNamed } from '../billing/methods.ts';
import { pauseOf } from '../billing/pause.ts';
import { updateSubscription } from '../billing/subscription-state.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isEnded, periodEndOf } from '../resources/subscription.ts';
import { checkPending } from './pending-params.ts';
import { discountsChange } from './subscription-discounts.ts';
import { invoiceSettingsChange, taxChange } from './subscription-invoicing.ts';

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
  const { metadata, cancellation_details: _, ...others } = params;
  if (isEnded(subscription) && Object.keys(others).length > 0)
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  checkPending(sim, subscription, params);
  checkSchedule(subscription, params);
  const trialEnd = newTrialEnd(sim, subscription, params);
  const checked = changeOf(sim, subscription, params);
  const discounts = discountsChange(sim, subscription, params.discounts);
  const change = params.discounts ? changeOf(sim, { ...subscription, ...discounts }, params) : checked;
  const pause = pauseOf(sim, params.pause_collection);
  const changes = {
    ...(pause !== undefined && { pause_collection: pause }),
    metadata: mergeMetadata(subscription.metadata, metadata),
    ...(params.description !== undefined && { description: params.description || null }),
    ...taxChange(sim, subscription, params),
    ...invoiceSettingsChange(subscription, params),
    ...cancellationChange(sim, subscription, params),
    ...discounts,
  };
  const updated = updateSubscription(sim, subscription.id, { ...changes, ...methodChange(sim, subscription, params) });
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
  if (subscription.status === 'incomplete')
    throw invalidRequest('The first invoice of this subscription has to be paid before its items can be changed.');
  if (subscription.status === 'unpaid') throw unsupported('a change of an unpaid subscription', 'items');
  return planChange(sim, subscription, params);
}

function checkSchedule({ schedule }: Stripe.Subscription, params: Stripe.SubscriptionUpdateParams): void {
  if (!schedule || (params.cancel_at_period_end === undefined && params.cancel_at === undefined)) return;
  throw invalidRequest(
    `The subscription is managed by the subscription schedule \`${idOf(schedule)}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
}

function methodChange(sim: Simulation, subscription: Stripe.Subscription, params: Stripe.SubscriptionUpdateParams) {
  const named = params.default_payment_method;
  if (named === undefined) return {};
  const owner = { customer: idOf(subscription.customer), param: 'default_payment_method' };
  return { default_payment_method: named ? methodNamed(sim, named, owner).id : null };
}

/** `cancel_at_period_end` fills `cancel_at`, as in flexible billing mode; both are taken back together. */
function cancellationChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Stripe.Subscription> {
  const { cancel_at, cancel_at_period_end } = params;
  const details = cancellationDetails(subscription, params);
  if (cancel_at_period_end === undefined && cancel_at === undefined)
    return params.cancellation_details ? { cancellation_details: details } : {};
  const at = cancel_at_period_end ? periodEndOf(subscription) : instantOf(sim, subscription, cancel_at);
  return {
    cancel_at: at,
    cancel_at_period_end: cancel_at_period_end ?? false,
    canceled_at: at === null ? null : sim.time.now(),
    cancellation_details: { ...details, reason: at === null ? null : 'cancellation_requested' },
  };
}

/** The details after a request that gives a comment or a reason to leave; an empty string takes either back. */
export function cancellationDetails(
  subscription: Stripe.Subscription,
  params: Pick<Stripe.SubscriptionUpdateParams, 'cancellation_details'>,
): NonNullable<Stripe.Subscription['cancellation_details']> {
  const old = subscription.cancellation_details;
  const { comment, feedback } = params.cancellation_details ?? {};
  return {
    comment: comment === undefined ? (old?.comment ?? null) : comment || null,
    feedback: feedback === undefined ? (old?.feedback ?? null) : feedback || null,
    feedback_option: null,
    reason: old?.reason ?? null,
  };
}

function instantOf(
  sim: Simulation,
  subscription: Stripe.Subscription,
  cancelAt: Stripe.SubscriptionUpdateParams['cancel_at'],
): number | null {
  if (cancelAt === undefined || cancelAt === '' || cancelAt === null) return null;
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (cancelAt === 'min_period_end') return Math.min(...ends);
  if (cancelAt === 'max_period_end') return Math.max(...ends);
  if (typeof cancelAt !== 'number') throw unsupported(`cancel_at=${cancelAt}`, 'cancel_at');
  if (cancelAt <= sim.time.now())
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'cancel_at' });
  return cancelAt;
}

/** Epoch seconds; null where the request does not speak of the trial. Throws where there is none, or for a time gone by. */
function newTrialEnd(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { trial_end }: Stripe.SubscriptionUpdateParams,
): number | null {
  if (trial_end === undefined) return null;
  if (subscription.status !== 'trialing')
    throw unsupported('a trial on a subscription that is not trialing', 'trial_end');
  const now = sim.time.now();
  if (trial_end === 'now') return now;
  if (trial_end <= now) throw invalidRequest('Invalid timestamp: must be in the future.', { param: 'trial_end' });
  return trial_end;
}

function moveTrialEnd(sim: Simulation, subscription: Stripe.Subscription, end: number): Stripe.Subscription {
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: end }));
  const items = { ...subscription.items, data };
  const updated = updateSubscription(sim, subscription.id, { trial_end: end, billing_cycle_anchor: end, items });
  if (end > sim.time.now()) return updated;
  advanceSubscription(sim, subscription.id);
  return sim.store.subscriptions.mustGet(subscription.id);
}
