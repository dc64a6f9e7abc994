import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { automaticTax, isEnded } from '../resources/subscription.ts';
import { invoiceSettings, newSchedule } from '../resources/subscription-schedule.ts';
import { applyChange } from './apply-change.ts';
import { planChange } from './change.ts';
import { keepDiscounts } from './discounts.ts';
import type { ItemParam } from './item-changes.ts';
import { advanceSubscription, cancelSubscription } from './life.ts';
import { updateSubscription } from './subscription-state.ts';

type Schedule = Stripe.SubscriptionSchedule;

/** Puts a running subscription under a new schedule, whose first phase is its current period. */
export function startSchedule(sim: Simulation, subscription: Stripe.Subscription): Schedule {
  const schedule = sim.store.schedules.add(newSchedule(sim, subscription));
  emit(sim, 'subscription_schedule.created', schedule);
  updateSubscription(sim, subscription.id, { schedule: schedule.id });
  return updateSchedule(sim, schedule.id, {});
}

/** Changes a schedule, announces it, and puts the end of its current phase on the agenda. */
export function updateSchedule(sim: Simulation, id: string, changes: Partial<Schedule>): Schedule {
  const change = sim.store.schedules.patch(id, changes);
  emitUpdate(sim, 'subscription_schedule.updated', change);
  const { current_phase, status } = change.after;
  sim.agenda.set('subscription_schedule', id, status === 'active' && current_phase ? current_phase.end_date : null);
  return change.after;
}

/** Moves a schedule whose phase is over into its next one, or to its end; then lets the subscription renew. */
export function advanceSchedule(sim: Simulation, id: string): void {
  const schedule = sim.store.schedules.mustGet(id);
  if (schedule.status !== 'active' || !schedule.current_phase || !schedule.subscription) return;
  const subscription = sim.store.subscriptions.mustGet(idOf(schedule.subscription));
  if (isEnded(subscription)) return;
  const { end_date: end } = schedule.current_phase;
  const next = schedule.phases.find(({ start_date }) => start_date === end);
  if (next) enter(sim, schedule, { phase: next, subscription });
  else finish(sim, schedule, subscription);
}

function enter(
  sim: Simulation,
  schedule: Schedule,
  {
    phase,
    subscription,
  }: { readonly phase: Stripe.SubscriptionSchedule.Phase; readonly subscription: Stripe.Subscription },
): void {
  const now = sim.time.now();
  keepDiscounts(sim, subscription.id, discountsOf(phase));
  if (sim.rules.isOn('S2')) sim.store.subscriptions.patch(subscription.id, paidIn(phase, schedule));
  const isBoundary = subscription.items.data.every((item) => item.current_period_end <= now);
  const change = planChange(sim, sim.store.subscriptions.mustGet(subscription.id), {
    items: itemParams(subscription, phase),
    proration_behavior: isBoundary || !sim.rules.isOn('S3') ? 'none' : phase.proration_behavior,
  });
  const how = { paymentBehavior: 'allow_incomplete', isOnSession: false, isScheduled: true };
  if (sim.rules.isOn('S4') || isAsPlanned(subscription, schedule)) applyChange(sim, subscription, { change, how });
  updateSchedule(sim, schedule.id, { current_phase: { start_date: phase.start_date, end_date: phase.end_date } });
}

/** Whether the items are those of the schedule's current phase: nobody has changed them directly. */
function isAsPlanned({ items }: Stripe.Subscription, { phases, current_phase }: Schedule): boolean {
  const planned = phases.find(({ start_date }) => start_date === current_phase?.start_date)?.items ?? [];
  const key = (price: string, quantity = 1) => `${price}:${quantity}`;
  const has = items.data.map(({ price, quantity }) => key(price.id, quantity)).toSorted();
  return isDeepStrictEqual(has, planned.map(({ price, quantity }) => key(idOf(price), quantity)).toSorted());
}

const { days_until_due: _, ...withoutDays } = invoiceSettings;

/**
 * The way to pay in a phase: its own settings, else the schedule's defaults. A setting that neither has comes from the customer or the
 * account, and no longer from the subscription (https://docs.stripe.com/billing/subscriptions/subscription-schedules).
 */
function paidIn(
  phase: Stripe.SubscriptionSchedule.Phase,
  { default_settings: otherwise }: Schedule,
): Partial<Stripe.Subscription> {
  const { days_until_due, ...invoices } = phase.invoice_settings ?? otherwise.invoice_settings;
  return {
    automatic_tax: phase.automatic_tax ?? otherwise.automatic_tax ?? automaticTax(false),
    collection_method: phase.collection_method ?? otherwise.collection_method ?? 'charge_automatically',
    days_until_due,
    default_payment_method: phase.default_payment_method ?? otherwise.default_payment_method,
    invoice_settings: { ...withoutDays, custom_fields: invoices.custom_fields },
  };
}

/** The discounts of a phase; a phase that names none has none. */
export const discountsOf = ({ discounts }: Stripe.SubscriptionSchedule.Phase): string[] =>
  discounts.flatMap(({ discount }) => (discount ? [idOf(discount)] : []));

/**
 * The request that makes a subscription's items those of a phase: same prices keep their item, others are exchanged in order. An item
 * without a quantity, of a metered price, is not exchanged: it is deleted, and another one added.
 */
function itemParams({ items }: Stripe.Subscription, phase: Stripe.SubscriptionSchedule.Phase): ItemParam[] {
  const wanted = phase.items.map(({ price, quantity }) => ({ price: idOf(price), quantity, planned: true as const }));
  const kept = items.data.filter((item) => wanted.some(({ price }) => price === item.price.id));
  const leaving = items.data.filter((item) => !kept.includes(item));
  const coming = wanted.filter(({ price }) => !kept.some((item) => item.price.id === price));
  const counted = leaving.filter(({ quantity }) => quantity !== undefined);
  const exchanged = coming
    .filter(({ quantity }) => quantity !== undefined)
    .map((item, n) => ({ item, id: counted[n]?.id }));
  const gone = leaving.filter(({ id }) => !exchanged.some((each) => each.id === id));
  return [
    ...kept.map(({ id, price }) => ({ id, quantity: wanted.find((item) => item.price === price.id)?.quantity })),
    ...exchanged.map(({ item, id }) => (id === undefined ? item : { ...item, id })),
    ...coming.filter(({ quantity }) => quantity === undefined),
    ...gone.map(({ id }) => ({ id, deleted: true })),
  ];
}

function finish(sim: Simulation, schedule: Schedule, subscription: Stripe.Subscription): void {
  const isCancelled = schedule.end_behavior === 'cancel';
  endSchedule(sim, schedule.id, isCancelled ? 'completed' : 'released');
  if (isCancelled) cancelSubscription(sim, subscription.id, 'cancellation_requested');
}

/** Ends a schedule and releases its subscription, which continues unless the caller ends it too. */
export function endSchedule(sim: Simulation, id: string, status: 'released' | 'canceled' | 'completed'): void {
  const now = sim.time.now();
  const { subscription } = sim.store.schedules.mustGet(id);
  const { after } = sim.store.schedules.patch(id, {
    status,
    current_phase: null,
    ...(status === 'released' ? { released_at: now, released_subscription: subscription && idOf(subscription) } : {}),
    ...(status === 'released' ? { subscription: null } : {}),
    ...(status === 'canceled' ? { canceled_at: now } : {}),
    ...(status === 'completed' ? { completed_at: now } : {}),
  });
  sim.agenda.set('subscription_schedule', id, null);
  emit(sim, `subscription_schedule.${status}`, after);
  if (subscription) updateSubscription(sim, idOf(subscription), { schedule: null });
}

/** Advances a subscription, and first its schedule where a phase is over. */
export function advanceScheduled(sim: Simulation, id: string): void {
  const { schedule } = sim.store.subscriptions.mustGet(id);
  const found = schedule ? sim.store.schedules.get(idOf(schedule)) : undefined;
  if (found?.current_phase && found.current_phase.end_date <= sim.time.now()) advanceSchedule(sim, found.id);
  const due = sim.store.subscriptions.mustGet(id);
  const isOver = due.items.data.some((item) => item.current_period_end <= sim.time.now());
  if (isOver || due.status === 'incomplete' || (due.cancel_at ?? Infinity) <= sim.time.now())
    advanceSubscription(sim, id);
}
