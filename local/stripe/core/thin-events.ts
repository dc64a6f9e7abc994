import type Stripe from 'stripe';
import type { Simulation } from './simulation.ts';

export type ThinType = 'v1.billing.meter.error_report_triggered' | 'v1.billing.meter.no_meter_found';
type ReportOf = Stripe.Events.V1BillingMeterErrorReportTriggeredEvent.Data;

/**
 * An event of API v2. `data` is answered when the event is read, and is not sent: what is sent names the object alone.
 * https://docs.stripe.com/api/v2/core/events/object
 */
export type ThinEvent = {
  readonly id: string;
  readonly object: 'v2.core.event';
  readonly type: ThinType;
  /** ISO 8601. */
  readonly created: string;
  readonly livemode: boolean;
  readonly context: null;
  readonly reason: null;
  readonly related_object: { readonly id: string; readonly type: string; readonly url: string } | null;
  readonly data: ReportOf;
};

type About = Pick<ThinEvent, 'type' | 'related_object' | 'data'>;

/** Records a thin event, and sends it to the destinations that listen. */
export function emitThin(sim: Simulation, about: About): void {
  const event: ThinEvent = {
    id: sim.newId('evt'),
    object: 'v2.core.event',
    context: null,
    created: isoTime(sim.time.now()),
    livemode: false,
    reason: null,
    ...about,
  };
  sim.store.thinEvents.add(event);
  sim.dispatch(event);
}

/** API v2 writes times in ISO 8601, from seconds. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();
