import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { emitThin, isoTime } from '../core/thin-events.ts';

/** Reported usage that will not be counted, and why; `code` is one of Stripe's. */
type MeterFault = { readonly code: string; readonly message: string; readonly identifier: string };

/** The faults of each meter's next report. */
const faultsOf = accountMap<readonly MeterFault[]>();

type Payload = Stripe.Billing.MeterEventCreateParams['payload'];
type Reported = { readonly event_name: string; readonly payload: Payload };
type Fault = Pick<MeterFault, 'code' | 'message'> & { readonly meter: string | null };
/** Usage that is counted. */
export type Usage = { readonly meter: string; readonly customer: string; readonly value: number };

/** Stripe's own example of a report is over ten seconds. https://docs.stripe.com/api/v2/core/events/object */
const windowSeconds = 10;

/**
 * The value of reported usage, or why it is not counted. Stripe accepts it, and checks meter, customer and value later. The codes are those of
 * its types. https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api
 */
export function usageIn(sim: Simulation, { event_name, payload }: Reported): Usage | Fault {
  const named = sim.store.meters.newestFirst().filter((each) => each.event_name === event_name);
  const meter = named.find(({ status }) => status === 'active') ?? named[0];
  if (!meter) return { meter: null, code: 'no_meter', message: `No meter found for the event name ${event_name}.` };
  const fault = faultOf(sim, meter, payload);
  if (fault) return { meter: meter.id, ...fault };
  const value = payload[meter.value_settings.event_payload_key] ?? '1';
  return { meter: meter.id, customer: String(payload[meter.customer_mapping.event_payload_key]), value: Number(value) };
}

function faultOf(
  sim: Simulation,
  meter: Stripe.Billing.Meter,
  payload: Payload,
): Pick<MeterFault, 'code' | 'message'> | null {
  if (meter.status === 'inactive') return { code: 'archived_meter', message: `The meter ${meter.id} is inactive.` };
  const key = meter.customer_mapping.event_payload_key;
  const id = payload[key];
  if (!id)
    return { code: 'meter_event_no_customer_defined', message: `Customer mapping key ${key} not found in payload.` };
  if (!sim.store.customers.get(id))
    return { code: 'meter_event_customer_not_found', message: `No customer found: ${id}.` };
  return faultOfValue(meter, payload);
}

/** A number as text, of at most 15 digits before the point and 12 after it; `count` needs none. */
function faultOfValue(
  { default_aggregation, value_settings: { event_payload_key: key } }: Stripe.Billing.Meter,
  payload: Payload,
) {
  const value = payload[key];
  if (value === undefined && default_aggregation.formula === 'count') return null;
  if (value === undefined)
    return { code: 'meter_event_invalid_value', message: `Value key ${key} not found in payload.` };
  if (!/^-?\d+(\.\d+)?$/.test(value))
    return { code: 'meter_event_invalid_value', message: `${value} is not a number.` };
  if (/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return null;
  return { code: 'meter_event_value_too_many_digits', message: `${value} has too many digits.` };
}

/** Stores a fault until its meter's report, ten seconds after the first fault. */
export function noteFault(sim: Simulation, { meter, code, message }: Fault, identifier: string): void {
  const key = meter ?? noMeter;
  const noted = faultsOf(sim).get(key) ?? [];
  if (noted.length === 0) sim.agenda.set('meter_report', key, sim.time.now() + windowSeconds);
  faultsOf(sim).set(key, [...noted, { code, message, identifier }]);
}

const noMeter = 'no meter';

/** Reports a meter's events that were not counted, or events that named no meter. https://docs.stripe.com/api/v2/core/events/event-types */
export function reportFaults(sim: Simulation, key: string): void {
  const faults = faultsOf(sim).get(key) ?? [];
  faultsOf(sim).delete(key);
  const data = reportOf(sim, faults);
  emitThin(
    sim,
    key === noMeter
      ? { type: 'v1.billing.meter.no_meter_found', related_object: null, data }
      : {
          type: 'v1.billing.meter.error_report_triggered',
          related_object: { id: key, type: 'billing.meter', url: `/v1/billing/meters/${key}` },
          data,
        },
  );
}

function reportOf(sim: Simulation, faults: readonly MeterFault[]) {
  const byCode = [...Map.groupBy(faults, ({ code }) => code)];
  const count = faults.length;
  return {
    developer_message_summary: count === 1 ? 'There is 1 invalid event' : `There are ${count} invalid events`,
    reason: {
      error_count: count,
      error_types: byCode.map(([code, same]) => ({
        code,
        error_count: same.length,
        sample_errors: same.map(({ message, identifier }) => ({ error_message: message, request: { identifier } })),
      })),
    },
    validation_start: isoTime(sim.time.now() - windowSeconds),
    validation_end: isoTime(sim.time.now()),
  };
}
