import type Stripe from 'stripe';
import { refuseUnsold } from '../billing/currencies.ts';
import { discountIds, keepDiscounts } from '../billing/discounts.ts';
import { cancelSubscription } from '../billing/life.ts';
import { boundary } from '../billing/periods.ts';
import { discountsOf, endSchedule, updateSchedule } from '../billing/schedules.ts';
import { wantedItems } from '../billing/start.ts';
import { updateSubscription } from '../billing/subscription-state.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { page } from '../http/paging.ts';
import { missingParameter } from '../http/params.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isMetered } from '../resources/price.ts';
import { isEnded } from '../resources/subscription.ts';
import { invoiceSettings, newPhase, newSchedule, type PaidAs } from '../resources/subscription-schedule.ts';

type Schedule = Stripe.SubscriptionSchedule;

const updateFields = [
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
    ['from_subscription'],
    ({ sim, params }) => createSchedule(sim, params.from_subscription),
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
    endSchedule(sim, activeSchedule(sim, id).id, 'released');
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
      const matches = sim.store.schedules
        .newestFirst()
        .filter(({ customer }) => !params.customer || idOf(customer) === params.customer);
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

function createSchedule(sim: Simulation, from: string | undefined): Schedule {
  if (!from) throw unsupported('a schedule that is not made from a subscription', 'from_subscription');
  const subscription = sim.store.subscriptions.get(from);
  if (!subscription) throw noSuch('subscription', from, 'from_subscription');
  if (isEnded(subscription) || subscription.schedule)
    throw invalidRequest(
      'You cannot migrate a subscription that is already attached to a schedule, or that has ended.',
      { param: 'from_subscription' },
    );
  const schedule = sim.store.schedules.add(newSchedule(sim, subscription));
  emit(sim, 'subscription_schedule.created', schedule);
  updateSubscription(sim, subscription.id, { schedule: schedule.id });
  return updateSchedule(sim, schedule.id, {});
}

function change(sim: Simulation, schedule: Schedule, params: Stripe.SubscriptionScheduleUpdateParams): Schedule {
  const phases = params.phases ? phasesOf(sim, schedule, params.phases) : schedule.phases;
  const current = phases.find(({ start_date, end_date }) => start_date <= sim.time.now() && sim.time.now() < end_date);
  if (!current) throw invalidRequest('The current phase cannot be removed from a schedule.', { param: 'phases' });
  if (params.phases && schedule.subscription) keepDiscounts(sim, idOf(schedule.subscription), discountsOf(current));
  return updateSchedule(sim, schedule.id, {
    ...(params.end_behavior ? { end_behavior: params.end_behavior } : {}),
    current_phase: { start_date: current.start_date, end_date: current.end_date },
    metadata: mergeMetadata(schedule.metadata, params.metadata),
    phases,
  });
}

type PhaseParam = NonNullable<Stripe.SubscriptionScheduleUpdateParams['phases']>[number];

/** Phases one after the other: each starts where the one before ends, and lasts its duration, or one billing interval. */
function phasesOf(sim: Simulation, schedule: Schedule, params: readonly PhaseParam[]): Schedule['phases'] {
  const currency = sim.store.subscriptions.get(idOf(schedule.subscription ?? ''))?.currency ?? 'usd';
  let start = schedule.current_phase?.start_date ?? sim.time.now();
  return params.map((param, index) => {
    const path = `phases[${index}]`;
    const given = instantOf(sim, param.start_date);
    if (given !== undefined && given !== start)
      throw invalidRequest('Each phase has to start where the one before it ends.', { param: `${path}[start_date]` });
    const items = wantedItems(
      sim,
      param.items.map(({ price, quantity }) => ({ price, quantity })),
      `${path}[items]`,
    );
    for (const { price } of items) refuseUnsold(sim, price, { currency, param: `${path}[items]` });
    const [first] = items;
    if (!first) throw missingParameter(`${path}[items]`);
    const length = param.duration ?? first.price.recurring ?? { interval: 'month' };
    const lasts = { interval: length.interval, interval_count: length.interval_count ?? 1 };
    const end = instantOf(sim, param.end_date) ?? boundary(start, lasts as Stripe.Price.Recurring, 1);
    if (end <= start)
      throw invalidRequest('The end date of a phase has to be after its start date.', { param: `${path}[end_date]` });
    const phase = newPhase(currency, {
      start,
      end,
      items: items.map(({ price, quantity }) => ({
        price: price.id,
        quantity: isMetered(price) ? undefined : quantity,
      })),
      prorationBehavior: param.proration_behavior ?? 'create_prorations',
      discounts: reusedDiscounts(sim, schedule, { discounts: param.discounts || [], path }),
      paid: paidAs(param),
    });
    start = end;
    return phase;
  });
}

function paidAs(param: PhaseParam): PaidAs {
  const { automatic_tax: tax, collection_method, default_payment_method, invoice_settings: invoices } = param;
  return {
    ...(tax && { automatic_tax: { disabled_reason: null, enabled: tax.enabled, liability: null } }),
    ...(collection_method && { collection_method }),
    ...(default_payment_method && { default_payment_method }),
    ...(invoices && {
      invoice_settings: {
        ...invoiceSettings,
        custom_fields: invoices.custom_fields || null,
        days_until_due: invoices.days_until_due ?? null,
      },
    }),
  };
}

/** The subscription's own discounts that a phase names. Throws for a strange one. */
function reusedDiscounts(
  sim: Simulation,
  { subscription }: Schedule,
  { discounts, path }: { readonly discounts: readonly { readonly discount?: string }[]; readonly path: string },
): string[] {
  const own = subscription ? discountIds(sim.store.subscriptions.mustGet(idOf(subscription))) : [];
  return discounts.map(({ discount = '' }, index) => {
    if (own.includes(discount)) return discount;
    throw noSuch('discount', discount, `${path}[discounts][${index}][discount]`);
  });
}

const instantOf = (sim: Simulation, instant: number | 'now' | undefined) =>
  instant === 'now' ? sim.time.now() : instant;
