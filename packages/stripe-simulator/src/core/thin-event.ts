import type Stripe from 'stripe';

/** The types of thin events that the simulator sends. */
export type ThinType = 'v1.billing.meter.error_report_triggered' | 'v1.billing.meter.no_meter_found';

/** The report of usage that a meter did not count: its errors by reason, with examples. */
export type ReportOf = Stripe.Events.V1BillingMeterErrorReportTriggeredEvent.Data;

/**
 * An event of API v2. `data` is answered when the event is read. The webhook names only the object.
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

/** The body sent: a snapshot of an object as it was, or a thin event that names it. */
export type AnyEvent = Stripe.EventBase | ThinEvent;
