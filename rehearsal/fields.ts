const item = ['id', 'price', 'quantity', 'current_period_start', 'current_period_end', 'created'];

/** The fields that Tollgate reads of each of Stripe's objects. An upgrade of the API version changes these lines of a recording. */
const fields: Readonly<Record<string, readonly string[]>> = {
  'billing.meter': ['id', 'event_name', 'status', 'default_aggregation.formula', 'display_name'],
  'billing.meter_event': ['event_name', 'timestamp', 'payload'],
  'billing.meter_event_summary': ['aggregated_value', 'start_time', 'end_time'],
  'billing_portal.configuration': ['id', 'active', 'metadata', 'features'],
  'billing_portal.session': ['customer', 'configuration', 'url'],
  charge: [
    'id',
    'status',
    'paid',
    'captured',
    'amount_captured',
    'amount_refunded',
    'currency',
    'disputed',
    'refunded',
    'refunds',
    'customer',
    'payment_intent',
    'failure_code',
    'metadata',
  ],
  'checkout.session': [
    'id',
    'mode',
    'status',
    'payment_status',
    'customer',
    'subscription',
    'currency',
    'amount_total',
    'url',
    'expires_at',
    ...['locale', 'branding_settings'],
    'metadata',
  ],
  coupon: [
    'id',
    'percent_off',
    'amount_off',
    'currency',
    'duration',
    'duration_in_months',
    'valid',
    'name',
    'metadata',
  ],
  customer: ['id', 'deleted', 'currency', 'balance', 'invoice_settings', 'test_clock', 'metadata'],
  discount: ['coupon', 'promotion_code', 'source', 'start', 'end'],
  dispute: ['id', 'status', 'charge', 'payment_intent', 'amount', 'reason'],
  event: ['type'],
  invoice: [
    'id',
    'status',
    'billing_reason',
    'collection_method',
    'currency',
    'total',
    'amount_due',
    'amount_paid',
    'amount_remaining',
    'starting_balance',
    'auto_advance',
    'automatically_finalizes_at',
    'due_date',
    'attempt_count',
    'next_payment_attempt',
    'hosted_invoice_url',
    'custom_fields',
    'last_finalization_error.code',
    'status_details.uncollectible.reason',
    'parent.subscription_details.subscription',
    'payments',
    'lines',
  ],
  invoice_payment: ['id', 'status', 'amount_paid', 'payment'],
  line_item: [
    'amount',
    'currency',
    'quantity',
    'period',
    'discount_amounts',
    'parent.subscription_item_details.subscription_item',
    'parent.subscription_item_details.proration',
    'pricing.price_details.price',
  ],
  payment_intent: ['id', 'status', 'amount', 'currency', 'customer', 'latest_charge', 'metadata'],
  payment_method: ['id', 'type', 'customer', 'card.brand', 'card.last4'],
  price: [
    'id',
    'lookup_key',
    'active',
    'unit_amount',
    'currency',
    'currency_options',
    'tax_behavior',
    'recurring.interval',
    'recurring.usage_type',
    'recurring.meter',
    'transform_quantity',
    'product',
  ],
  product: ['id', 'name', 'active', 'tax_code'],
  promotion_code: ['id', 'code', 'active', 'promotion.coupon', 'max_redemptions', 'expires_at'],
  refund: ['id', 'status', 'amount', 'currency', 'charge', 'payment_intent', 'failure_reason'],
  subscription: [
    'id',
    'status',
    'customer',
    'currency',
    'collection_method',
    'days_until_due',
    'cancel_at',
    'cancel_at_period_end',
    'ended_at',
    'cancellation_details.reason',
    'cancellation_details.comment',
    'trial_start',
    'trial_end',
    'pause_collection',
    'pending_update',
    'schedule',
    'latest_invoice',
    'default_payment_method',
    'automatic_tax.enabled',
    'invoice_settings.custom_fields',
    'discounts',
    'metadata',
    'items',
  ],
  subscription_item: item,
  subscription_schedule: [
    'id',
    'status',
    'subscription',
    'released_subscription',
    'end_behavior',
    'metadata',
    'current_phase',
    'phases',
  ],
  tax_id: ['id', 'type', 'value', 'verification.status'],
  'v2.core.event_destination': ['id', 'status', 'event_payload', 'enabled_events', 'metadata'],
  webhook_endpoint: ['id', 'status', 'enabled_events', 'api_version', 'metadata'],
};

/** Parts of a schedule's phase; the rest repeats the subscription. */
const phase = [
  'start_date',
  'end_date',
  'items',
  'discounts',
  'proration_behavior',
  'collection_method',
  'default_payment_method',
  'invoice_settings',
];

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * The part of an answer that Tollgate reads, empty values left out. `seen` says which elements of a list over the whole account are this
 * case's own.
 */
export function readOf(answer: unknown, seen: (element: unknown) => boolean = () => true): unknown {
  if (Array.isArray(answer)) return answer.map((each) => readOf(each));
  if (!isObject(answer)) return answer;
  if (isObject(answer.error)) return { error: chosen(answer.error, ['type', 'code', 'decline_code', 'param']) };
  if (Array.isArray(answer.data) && (answer.object === 'list' || 'next_page_url' in answer))
    return answer.data.filter(seen).map((each) => readOf(each));
  const wanted = typeof answer.object === 'string' ? fields[answer.object] : undefined;
  if (wanted) return chosen(answer, wanted);
  if ('start_date' in answer && 'items' in answer) return chosen(answer, phase);
  return chosen(answer, Object.keys(answer));
}

function chosen(from: Json, paths: readonly string[]): Json {
  const found = paths.map((path) => [path, innerOf(at(from, path))] as const);
  return Object.fromEntries(found.filter(([, value]) => !isEmpty(value)));
}

/** A price inside another object is told by its name alone: lists of prices have the rest. */
const innerOf = (value: unknown): unknown => (isObject(value) && value.object === 'price' ? value.id : readOf(value));

const at = (from: Json, path: string): unknown =>
  path in from
    ? from[path]
    : path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), from);

/** Nothing, in its several spellings: Stripe leaves out, nulls or empties it. */
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);
