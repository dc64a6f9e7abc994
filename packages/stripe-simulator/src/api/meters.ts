import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';

type Meter = Stripe.Billing.Meter;

/** https://docs.stripe.com/api/billing/meter */
export const meterRoutes = [
  route<Stripe.Billing.MeterCreateParams>(
    'POST /v1/billing/meters',
    'Billing.MeterCreateParams',
    ['customer_mapping', 'default_aggregation', 'display_name', 'event_name', 'event_time_window', 'value_settings'],
    ({ sim, params }) => {
      refuseTaken(sim, params.event_name);
      const { formula } = params.default_aggregation;
      if (!['sum', 'count', 'last'].includes(formula))
        throw unsupported(`the formula ${formula}`, 'default_aggregation[formula]');
      if (params.event_time_window) throw unsupported('pre-aggregated events', 'event_time_window');
      const meter = sim.store.meters.add(newMeter(sim, params));
      emit(sim, 'billing.meter.created', meter);
      return meter;
    },
  ),
  route('GET /v1/billing/meters/:id', 'Billing.MeterRetrieveParams', [], ({ sim, id }) => meterNamed(sim, id)),
  route<Stripe.Billing.MeterUpdateParams>(
    'POST /v1/billing/meters/:id',
    'Billing.MeterUpdateParams',
    ['display_name'],
    ({ sim, params, id }) => {
      const { display_name } = meterNamed(sim, id);
      const change = sim.store.meters.patch(id, {
        display_name: params.display_name ?? display_name,
        updated: sim.time.now(),
      });
      emitUpdate(sim, 'billing.meter.updated', change);
      return change.after;
    },
  ),
  route('POST /v1/billing/meters/:id/deactivate', 'Billing.MeterDeactivateParams', [], ({ sim, id }) =>
    switchMeter(sim, id, 'inactive'),
  ),
  route('POST /v1/billing/meters/:id/reactivate', 'Billing.MeterReactivateParams', [], ({ sim, id }) =>
    switchMeter(sim, id, 'active'),
  ),
  route<Stripe.Billing.MeterListParams>(
    'GET /v1/billing/meters',
    'Billing.MeterListParams',
    ['limit', 'starting_after', 'ending_before', 'status'],
    ({ sim, params }) => {
      const matches = sim.store.meters.newestFirst().filter(({ status }) => !params.status || status === params.status);
      return page('/v1/billing/meters', matches, params);
    },
  ),
];

function refuseTaken(sim: Simulation, name: string): void {
  const isTaken = ({ event_name, status }: Meter) => event_name === name && status === 'active';
  if (sim.store.meters.oldestFirst().some(isTaken))
    throw invalidRequest(`There is already an active meter with the event name '${name}'.`, { param: 'event_name' });
}

/** A meter that is inactive takes no events, and no new price may name it. */
function switchMeter(sim: Simulation, id: string, status: 'active' | 'inactive'): Meter {
  const meter = meterNamed(sim, id);
  if (meter.status === status) throw invalidRequest(`The meter is already ${status}.`);
  if (status === 'active') refuseTaken(sim, meter.event_name);
  const now = sim.time.now();
  const deactivated_at = status === 'inactive' ? now : null;
  const { after } = sim.store.meters.patch(id, { status, updated: now, status_transitions: { deactivated_at } });
  emit(sim, status === 'inactive' ? 'billing.meter.deactivated' : 'billing.meter.reactivated', after);
  return after;
}

/** The meter with this id. Throws `resource_missing`. */
export function meterNamed(sim: Simulation, id: string): Meter {
  const meter = sim.store.meters.get(id);
  if (!meter) throw noSuch('billing meter', id, 'id');
  return meter;
}

function newMeter(sim: Simulation, params: Stripe.Billing.MeterCreateParams): Meter {
  const now = sim.time.now();
  return {
    id: sim.newId('mtr'),
    object: 'billing.meter',
    created: now,
    customer_mapping: params.customer_mapping ?? { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    default_aggregation: params.default_aggregation,
    display_name: params.display_name,
    event_name: params.event_name,
    event_time_window: params.event_time_window ?? null,
    livemode: false,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: params.value_settings ?? { event_payload_key: 'value' },
  };
}
