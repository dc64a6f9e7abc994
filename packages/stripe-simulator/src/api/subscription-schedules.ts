import type Stripe from 'stripe';
import { keepDiscounts } from '../billing/discounts.ts';
import { cancelSubscription } from '../billing/life.ts';
import { discountsOf, endSchedule, startSchedule, updateSchedule } from '../billing/schedules.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isEnded } from '../resources/subscription.ts';
import { defaultSettingsOf } from './schedule-defaults.ts';
import { phasesOf } from './schedule-phases.ts';

type Schedule = Stripe.SubscriptionSchedule;

const updateFields = [
  'default_settings.automatic_tax.enabled',
  'default_settings.collection_method',
  'default_settings.default_payment_method',
  'default_settings.invoice_settings.custom_fields',
  'default_settings.invoice_settings.days_until_due',
  'end_behavior',
  'metadata',
  'phases.*.automatic_tax.enabled',
  'phases.*.collection_method',
  'phases.*.default_payment_method',
  'phases.*.invoice_settings.custom_fields',
  'phases.*.invoice_settings.days_until_due',
  'phases.*.discounts.*.discount',
  'phases.*.duration',
  'phases.*.end_date',
  'phases.*.items.*.price',
  'phases.*.items.*.quantity',
  'phases.*.proration_behavior',
  'phases.*.start_date',
  'proration_behavior',
];

/** The endpoints of subscription schedules. */
export const scheduleRoutes = [
  route<Stripe.SubscriptionScheduleCreateParams>(
    'POST /v1/subscription_schedules',
    'SubscriptionScheduleCreateParams',
    ['end_behavior', 'from_subscription'],
    ({ sim, params }) => createSchedule(sim, params),
  ),
  route('GET /v1/subscription_schedules/:id', 'SubscriptionScheduleRetrieveParams', [], ({ sim, id }) =>
    scheduleNamed(sim, id),
  ),
  route<Stripe.SubscriptionScheduleUpdateParams>(
    'POST /v1/subscription_schedules/:id',
    'SubscriptionScheduleUpdateParams',
    updateFields,
    ({ sim, params, id }) => change(sim, activeSchedule(sim, id), params),
  ),
  route('POST /v1/subscription_schedules/:id/release', 'SubscriptionScheduleReleaseParams', [], ({ sim, id }) => {
    const schedule = sim.rules.isOn('S5') ? activeSchedule(sim, id) : scheduleNamed(sim, id);
    if (schedule.status === 'active') endSchedule(sim, id, 'released');
    return scheduleNamed(sim, id);
  }),
  route('POST /v1/subscription_schedules/:id/cancel', 'SubscriptionScheduleCancelParams', [], ({ sim, id }) => {
    const { subscription } = activeSchedule(sim, id);
    endSchedule(sim, id, 'canceled');
    if (subscription) cancelSubscription(sim, idOf(subscription), 'cancellation_requested');
    return scheduleNamed(sim, id);
  }),
  route<Stripe.SubscriptionScheduleListParams>(
    'GET /v1/subscription_schedules',
    'SubscriptionScheduleListParams',
    ['customer', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => {
      const matches = sim.store.schedules.newestFirst(params.customer);
      return page('/v1/subscription_schedules', matches, params);
    },
  ),
];

function scheduleNamed(sim: Simulation, id: string): Schedule {
  const schedule = sim.store.schedules.get(id);
  if (!schedule) throw noSuch('subscription_schedule', id, 'id');
  return schedule;
}

function activeSchedule(sim: Simulation, id: string): Schedule {
  const schedule = scheduleNamed(sim, id);
  if (schedule.status !== 'active')
    throw invalidRequest(`You cannot change a subscription schedule with status \`${schedule.status}\`.`);
  return schedule;
}

function createSchedule(
  sim: Simulation,
  { from_subscription: from, end_behavior }: Stripe.SubscriptionScheduleCreateParams,
): Schedule {
  if (from && end_behavior && sim.rules.isOn('S1'))
    throw invalidRequest('You cannot set `end_behavior` if `from_subscription` is set.', { param: 'end_behavior' });
  if (!from) throw unsupported('a schedule that is not made from a subscription', 'from_subscription');
  const subscription = sim.store.subscriptions.get(from);
  if (!subscription) throw noSuch('subscription', from, 'from_subscription');
  if (isEnded(subscription) || subscription.schedule)
    throw invalidRequest(
      'You cannot migrate a subscription that is already attached to a schedule, or that has ended.',
      { param: 'from_subscription' },
    );
  const schedule = startSchedule(sim, subscription);
  return end_behavior ? updateSchedule(sim, schedule.id, { end_behavior }) : schedule;
}

function change(sim: Simulation, schedule: Schedule, params: Stripe.SubscriptionScheduleUpdateParams): Schedule {
  const phases = params.phases ? phasesOf(sim, schedule, params.phases) : schedule.phases;
  const current = phases.find(({ start_date, end_date }) => start_date <= sim.time.now() && sim.time.now() < end_date);
  if (!current) throw invalidRequest('The current phase cannot be removed from a schedule.', { param: 'phases' });
  if (params.phases && schedule.subscription) keepDiscounts(sim, idOf(schedule.subscription), discountsOf(current));
  return updateSchedule(sim, schedule.id, {
    ...(params.default_settings && { default_settings: defaultSettingsOf(sim, schedule, params.default_settings) }),
    ...(params.end_behavior ? { end_behavior: params.end_behavior } : {}),
    current_phase: { start_date: current.start_date, end_date: current.end_date },
    metadata: mergeMetadata(schedule.metadata, params.metadata),
    phases,
  });
}
