import type Stripe from 'stripe';
import { rebillDrafts } from '../billing/metered-drafts.ts';
import { usageOf } from '../billing/usage.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { missingParameter } from '../http/params.ts';
import { route } from '../http/route.ts';
import { meterNamed } from './meters.ts';

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
    ({ sim, params }) => createEvent(sim, params),
  ),
  route<SummaryParams>(
    'GET /v1/billing/meters/:id/event_summaries',
    'Billing.MeterListEventSummariesParams',
    ['customer', 'start_time', 'end_time', 'value_grouping_window', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params, id }) =>
      page(`/v1/billing/meters/${id}/event_summaries`, summaries(sim, meterNamed(sim, id), params), params),
  ),
];

function createEvent(sim: Simulation, params: EventParams): Stripe.Billing.MeterEvent {
  const meter = activeMeter(sim, params.event_name);
  const now = sim.time.now();
  const customer = customerOf(sim, meter, params.payload);
  const value = reportedValue(meter, params.payload);
  const at = params.timestamp ?? now;
  checkTimestamp(at, now);
  const identifier = params.identifier ?? sim.newId('mtr_event');
  refuseDuplicate(sim, identifier, now);
  sim.meterEvents.set(meter.id, [...(sim.meterEvents.get(meter.id) ?? []), { customer, at, value, receivedAt: now }]);
  sim.meterIdentifiers.set(identifier, now);
  rebillDrafts(sim, { meter: meter.id, customer, at });
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

function activeMeter(sim: Simulation, name: string): Stripe.Billing.Meter {
  const named = sim.store.meters.newestFirst().filter(({ event_name }) => event_name === name);
  const active = named.find(({ status }) => status === 'active');
  if (active) return active;
  throw named.length > 0
    ? invalidRequest(`The meter for the event name '${name}' is inactive.`, {
        code: 'archived_meter',
        param: 'event_name',
      })
    : invalidRequest(`No meter found for the event name '${name}'.`, { code: 'no_meter', param: 'event_name' });
}

function customerOf(sim: Simulation, meter: Stripe.Billing.Meter, payload: EventParams['payload']): string {
  const key = meter.customer_mapping.event_payload_key;
  const id = payload[key];
  if (!id) throw missingParameter(`payload[${key}]`);
  const customer = sim.store.customers.get(id);
  if (!customer) throw noSuch('customer', id, `payload[${key}]`);
  if (customer.test_clock) throw unsupported('usage of a customer with a test clock', `payload[${key}]`);
  return id;
}

/** A number as text, of at most 15 digits before the point and 12 after it; `count` needs none. */
function reportedValue(meter: Stripe.Billing.Meter, payload: EventParams['payload']): number {
  const key = meter.value_settings.event_payload_key;
  const value = payload[key];
  if (meter.default_aggregation.formula === 'count' && value === undefined) return 1;
  if (value === undefined) throw missingParameter(`payload[${key}]`);
  if (/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return Number(value);
  throw invalidRequest(`Invalid value '${value}' for the payload key '${key}': it must be a number.`, {
    code: 'meter_event_invalid_value',
    param: `payload[${key}]`,
  });
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
  const usedAt = sim.meterIdentifiers.get(identifier);
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
  checkAligned({ start_time: from, end_time: to }, window === undefined ? 60 : step);
  const receivedBy = sim.time.now() - sim.settings.meterLagSeconds;
  const starts = Array.from({ length: Math.ceil((to - from) / step) }, (_, n) => from + n * step);
  return starts.toReversed().flatMap((start) => {
    const value = usageOf(sim, { meter: meter.id, customer }, { start, end: start + step, receivedBy });
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

function checkAligned(times: { readonly start_time: number; readonly end_time: number }, seconds: number): void {
  const wrong = Object.entries(times).find(([, time]) => time % seconds !== 0);
  if (wrong)
    throw invalidRequest(`\`${wrong[0]}\` must be aligned with ${seconds === 60 ? 'minute' : 'window'} boundaries.`, {
      param: wrong[0],
    });
  if (times.end_time <= times.start_time)
    throw invalidRequest('`end_time` must be after `start_time`.', { param: 'end_time' });
}
