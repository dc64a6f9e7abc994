import type Stripe from 'stripe';
import { noteFault, type Usage, usageIn } from '../billing/meter-faults.ts';
import { processLater, rebillDrafts } from '../billing/metered-drafts.ts';
import { meterEvents, usageOf } from '../billing/usage.ts';
import { accountMap } from '../core/account-map.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { timelineOf } from '../core/timeline.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { meterNamed } from './meters.ts';

/** The time in epoch seconds at which each identifier of an event was last accepted. */
const identifiersOf = accountMap<number>();

type EventParams = Stripe.Billing.MeterEventCreateParams;
type SummaryParams = Stripe.Billing.MeterListEventSummariesParams;

const daySeconds = 86_400;
const pastSeconds = 35 * daySeconds;
const futureSeconds = 5 * 60;
const groupSeconds: Readonly<Record<string, number>> = { hour: 3_600, day: daySeconds };

/** https://docs.stripe.com/api/billing/meter-event and https://docs.stripe.com/api/billing/meter-event-summary */
export const meterEventRoutes = [
  route<EventParams>(
    'POST /v1/billing/meter_events',
    'Billing.MeterEventCreateParams',
    ['event_name', 'identifier', 'payload', 'timestamp'],
    ({ sim, params }) =>
      sim.time.on(timelineOf(sim, params.payload.stripe_customer_id), () => createEvent(sim, params)),
  ),
  route<SummaryParams>(
    'GET /v1/billing/meters/:id/event_summaries',
    'Billing.MeterListEventSummariesParams',
    ['customer', 'start_time', 'end_time', 'value_grouping_window', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params, id }) =>
      page(`/v1/billing/meters/${id}/event_summaries`, summaries(sim, meterNamed(sim, id), params), params),
  ),
];

/**
 * A customer of a test clock is judged by that clock; no page of Stripe's says which one counts.
 * Time and identifier are checked at once, as their parameters' types say. Other faults are accepted and reported later.
 */
function createEvent(sim: Simulation, params: EventParams): Stripe.Billing.MeterEvent {
  const now = sim.time.now();
  const at = params.timestamp ?? now;
  if (sim.rules.isOn('M2')) checkTimestamp(at, now);
  const identifier = params.identifier ?? sim.newId('mtr_event');
  if (sim.rules.isOn('M3')) refuseDuplicate(sim, identifier, now);
  const usage = usageIn(sim, params);
  if ('code' in usage && !sim.rules.isOn('M6')) throw invalidRequest(usage.message, { code: usage.code });
  identifiersOf(sim).set(identifier, now);
  if ('code' in usage) sim.time.on(null, () => noteFault(sim, usage, identifier));
  else count(sim, usage, at);
  return {
    object: 'billing.meter_event',
    created: now,
    event_name: params.event_name,
    identifier,
    livemode: false,
    payload: params.payload,
    timestamp: at,
  };
}

function count(sim: Simulation, { meter, customer, value }: Usage, timestamp: number): void {
  const receivedAt = sim.time.now();
  const at = sim.rules.isOn('M9') ? timestamp : receivedAt;
  const before = meterEvents(sim).get(meter) ?? [];
  meterEvents(sim).set(meter, [...before, { customer, at, value, receivedAt }]);
  if (sim.rules.isOn('M5') && sim.settings.meterLagSeconds > 0) processLater(sim, { meter, customer, at });
  else rebillDrafts(sim, { meter, customer, at });
}

function checkTimestamp(at: number, now: number): void {
  if (at < now - pastSeconds)
    throw invalidRequest('The timestamp must be within the past 35 days.', {
      code: 'timestamp_too_far_in_past',
      param: 'timestamp',
    });
  if (at > now + futureSeconds)
    throw invalidRequest('The timestamp must not be more than 5 minutes in the future.', {
      code: 'timestamp_in_future',
      param: 'timestamp',
    });
}

function refuseDuplicate(sim: Simulation, identifier: string, now: number): void {
  const usedAt = identifiersOf(sim).get(identifier);
  if (usedAt !== undefined && now - usedAt < daySeconds)
    throw invalidRequest(`An event already exists with identifier ${identifier}.`, {
      code: 'duplicate_meter_event',
      param: 'identifier',
    });
}

/** One summary for the whole range, or one a window of it, newest first; none where nothing happened. */
function summaries(
  sim: Simulation,
  meter: Stripe.Billing.Meter,
  params: SummaryParams,
): Stripe.Billing.MeterEventSummary[] {
  const { customer, start_time: from, end_time: to, value_grouping_window: window } = params;
  if (!sim.store.customers.get(customer)) throw noSuch('customer', customer, 'customer');
  const step = window === undefined ? to - from : (groupSeconds[window] ?? to - from);
  checkAligned(sim, { start_time: from, end_time: to }, window === undefined ? 60 : step);
  const starts = Array.from({ length: Math.ceil((to - from) / step) }, (_, n) => from + n * step);
  return starts.toReversed().flatMap((start) => {
    const value = usageOf(sim, { meter: meter.id, customer }, { start, end: start + step });
    return value === null ? [] : [summaryOf(meter, { start, end: start + step, value })];
  });
}

const summaryOf = (
  { id, livemode }: Stripe.Billing.Meter,
  { start, end, value }: { readonly start: number; readonly end: number; readonly value: number },
): Stripe.Billing.MeterEventSummary => ({
  id: `mtrusg_${id}_${start}_${end}`,
  object: 'billing.meter_event_summary',
  aggregated_value: value,
  end_time: end,
  livemode,
  meter: id,
  start_time: start,
});

function checkAligned(
  sim: Simulation,
  times: { readonly start_time: number; readonly end_time: number },
  seconds: number,
): void {
  const wrong = sim.rules.isOn('M7') && Object.entries(times).find(([, time]) => time % seconds !== 0);
  if (wrong)
    throw invalidRequest(`\`${wrong[0]}\` must be aligned with ${seconds === 60 ? 'minute' : 'window'} boundaries.`, {
      param: wrong[0],
    });
  if (times.end_time <= times.start_time)
    throw invalidRequest('`end_time` must be after `start_time`.', { param: 'end_time' });
}
