/**
 * Something that is right though one of the documents lacks it. `what` is that of a difference, and stands for everything below it too:
 * `account settings` covers `account settings.branding.logo`. A full test run reports exceptions that nothing meets any more.
 */
export type Exception = { readonly what: string; readonly reason: string };

const forReason = (reason: string, names: readonly string[]): Exception[] => names.map((what) => ({ what, reason }));

/** Newer than the document of September 2023, or than the fixtures of August 2026. The version is in stripe-node's CHANGELOG. */
const since = (version: string, names: readonly string[]) => forReason(`since stripe-node ${version}`, names);

/** The differences that are right, each with its reason. The types of the installed SDK still hold all of them. */
export const exceptions: readonly Exception[] = [
  ...forReason(
    'the document of September 2023 was cut to 160 operations, without accounts, credit notes and test clocks',
    [
      'GET /v1/account',
      'GET /v1/credit_notes',
      'POST /v1/test_helpers/test_clocks',
      'GET /v1/test_helpers/test_clocks',
      'GET /v1/test_helpers/test_clocks/{}',
      'POST /v1/test_helpers/test_clocks/{}/advance',
      'DELETE /v1/test_helpers/test_clocks/{}',
    ],
  ),
  ...since('13.6.0', ['GET /v1/payment_method_configurations']),
  ...since('14.3.0', ['GET /v1/tax/registrations']),
  ...since('14.5.0', ['GET /v1/checkout/sessions status']),
  ...since('14.18.0', ['GET /v1/tax_ids/{}', 'DELETE /v1/tax_ids/{}']),
  ...since('14.23.0', [
    'POST /v1/billing/meters',
    'GET /v1/billing/meters',
    'POST /v1/billing/meters/{}',
    'POST /v1/billing/meters/{}/deactivate',
    'POST /v1/billing/meters/{}/reactivate',
    'GET /v1/billing/meters/{}/event_summaries',
    'POST /v1/billing/meter_events',
    'POST /v1/prices recurring.meter',
  ]),
  ...since('14.24.0', [
    'POST /v1/subscriptions discounts',
    'POST /v1/subscriptions/{} discounts',
    'POST /v1/subscription_schedules/{} phases[].discounts',
  ]),
  ...since('15.3.0', ['POST /v1/invoices/create_preview']),
  ...since('17.0.0', ['GET /v2/core/events/{}']),
  ...since('17.3.0', [
    'POST /v2/core/event_destinations',
    'GET /v2/core/event_destinations',
    'GET /v2/core/event_destinations/{}',
    'POST /v2/core/event_destinations/{}',
    'POST /v2/core/event_destinations/{}/disable',
    'POST /v2/core/event_destinations/{}/enable',
    'DELETE /v2/core/event_destinations/{}',
    'POST /v1/webhook_endpoints enabled_events[]=refund.failed',
    'POST /v1/webhook_endpoints/{} enabled_events[]=refund.failed',
  ]),
  ...since('18.4.0', ['POST /v1/subscription_schedules/{} phases[].duration']),
  ...since('19.0.0', ['POST /v1/checkout/sessions branding_settings', 'POST /v1/promotion_codes promotion']),
  ...since('22.3.0', [
    'POST /v1/subscriptions invoice_settings.custom_fields',
    'POST /v1/subscriptions/{} invoice_settings.custom_fields',
  ]),
  ...since('22.4.0', [
    'POST /v1/subscription_schedules/{} default_settings.invoice_settings.custom_fields',
    'payment_intent allowed_payment_method_types',
  ]),
  ...since('22.6.0', [
    'billing_portal.configuration features.subscription_cancel.cancellation_reason.feedback_options',
    'subscription cancellation_details.feedback_option',
  ]),
  ...since('23.0.0', [
    'POST /v1/subscriptions/{}/pause',
    'account business_profile.specified_commercial_transactions_act_url',
    'charge payment_method_details.card.electronic_commerce_indicator',
    'checkout.session allowed_payment_method_types',
    'invoice status_details',
    'payment_intent payment_record',
    'product tax_details',
    'subscription pending_update.cancel_at_period_end',
    'subscription trial_settings.end_behavior.billing_cycle_anchor',
    'subscription_item current_trial',
    'subscription_schedule pause_schedules',
  ]),
  ...since('23.1.0', [
    'billing_portal.configuration features.subscription_pause',
    'dispute evidence_details.submission_method',
    'dispute intended_submission_method',
  ]),
  ...forReason('the document of September 2023 lists the API versions of its time', [
    'POST /v1/webhook_endpoints api_version',
  ]),
  ...forReason('the fixtures show it deleted only', ['coupon', 'customer']),
  ...forReason('the fixtures are those of API v1', ['v2.core.event', 'v2.core.event_destination']),
  ...forReason("the fixtures' event is that of a new object", ['event data.previous_attributes']),
  ...forReason("the fixtures' object has another type or state, in which it lacks the field", [
    'charge outcome.risk_level',
    'charge outcome.risk_score',
    'charge payment_method_details.link',
    'charge payment_method_details.sepa_debit',
    'checkout.session branding_settings',
    'checkout.session tax_id_collection',
    'dispute network_reason_code',
    'invoice last_finalization_error',
    'line_item pricing.price_details',
    'payment_intent last_payment_error',
    'payment_method link',
    'payment_method sepa_debit',
    'refund failure_reason',
    'refund pending_reason',
    'tax.settings status_details.pending',
  ]),
  ...forReason('Stripe shows the field only where a request expands it', [
    'checkout.session line_items',
    'invoice payments',
    'price currency_options',
  ]),
  ...forReason('Stripe shows the secret once, to whoever makes the endpoint', ['webhook_endpoint secret']),
  ...forReason('the keys of a payload are those of its meter', ['billing.meter_event payload']),
  ...forReason('the SDK follows `next_page_url` itself, and has no type for its query', [
    'SDK: GET /v2/core/event_destinations page',
  ]),
  ...forReason("the SDK's thin events have methods, so the simulator has no schema of them", ['SDK: v2.core.event']),
  ...forReason("an answer of API v2 to a deletion has `id` and `object` alone, as the SDK's V2.DeletedObject", [
    'SDK: v2.core.event_destination created',
  ]),
];

const named = new Map(exceptions.map((exception) => [exception.what, exception]));

/** The exception that covers a difference; undefined for none. */
export function exceptionFor(what: string): Exception | undefined {
  for (let name = what; name !== ''; name = above(name)) {
    const found = named.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The next shorter name: without its value, its last field or brackets. An operation and an object are the shortest. */
const above = (name: string): string => /^(.+?)(=.*|\.[^.[\s]*|\[\]| [^\s.[]*)$/s.exec(name)?.[1] ?? '';
