import { Ajv } from 'ajv';
import { parseForm } from '../src/http/form.ts';
import { loadSchemas } from '../src/schema/load.ts';

const schemas = await loadSchemas();
/** Compiling is what takes long, so it is not optimized, and done before any test's time runs. Only forms are coerced. */
const options = { strict: false, inlineRefs: false, validateSchema: false, code: { optimize: false } } as const;
const ajv = new Ajv(options);
const formAjv = new Ajv({ ...options, coerceTypes: 'array' });
for (const each of [ajv, formAjv]) each.addSchema({ $id: 'stripe', $defs: schemas.$defs });
const validatorOf = (name: string) =>
  (name.endsWith('Params') ? formAjv : ajv).compile(
    JSON.parse(JSON.stringify(schemas.index[name]).replaceAll('"#/$defs/', '"stripe#/$defs/')),
  );
const validators = new Map(Object.keys(schemas.index).map((name) => [name, validatorOf(name)]));
for (const validate of validators.values()) validate({});

/** Throws where `value` is not what stripe-node's types say of `name`. */
function expectValid(name: string, value: unknown): void {
  const validate = validators.get(name);
  if (!validate?.(value)) throw new Error(`Not a ${name}: ${ajv.errorsText(validate?.errors)}`);
}

const resourceOf: Record<string, string> = {
  account: 'Account',
  'billing.meter': 'Billing.Meter',
  'billing.meter_event': 'Billing.MeterEvent',
  'billing.meter_event_summary': 'Billing.MeterEventSummary',
  'v2.core.event_destination': 'V2.Core.EventDestination',
  'billing_portal.configuration': 'BillingPortal.Configuration',
  'billing_portal.session': 'BillingPortal.Session',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  coupon: 'Coupon',
  customer: 'Customer',
  discount: 'Discount',
  promotion_code: 'PromotionCode',
  event: 'EventBase',
  invoice: 'Invoice',
  line_item: 'InvoiceLineItem',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  price: 'Price',
  product: 'Product',
  dispute: 'Dispute',
  refund: 'Refund',
  subscription: 'Subscription',
  customer_balance_transaction: 'CustomerBalanceTransaction',
  tax_id: 'TaxId',
  'tax.settings': 'Tax.Settings',
  'tax.registration': 'Tax.Registration',
  payment_method_configuration: 'PaymentMethodConfiguration',
  'test_helpers.test_clock': 'TestHelpers.TestClock',
  subscription_schedule: 'SubscriptionSchedule',
  webhook_endpoint: 'WebhookEndpoint',
};

/** Checks an answer, every element of a list, and the object that an event carries. The SDK's thin events have methods, so no schema. */
export function expectResource(value: { object?: string; deleted?: boolean; data?: unknown }): void {
  if (value.object === undefined || value.object === 'list') {
    for (const element of value.data as { object: string }[]) expectResource(element);
    return;
  }
  if (value.object === 'v2.core.event') return;
  const name = resourceOf[value.object];
  if (!name) throw new Error(`No schema is known for a ${value.object}`);
  expectValid(value.deleted ? name.replace(/(\w+)$/, 'Deleted$1') : name, value);
  if (value.object === 'event') expectResource((value.data as { object: { object: string } }).object);
}

const paramTypes: [RegExp, string][] = [
  [/^POST \/v1\/customers$/, 'CustomerCreateParams'],
  [/^POST \/v1\/customers\/[^/]+$/, 'CustomerUpdateParams'],
  [/^POST \/v1\/customers\/[^/]+\/tax_ids$/, 'CustomerCreateTaxIdParams'],
  [/^POST \/v1\/products$/, 'ProductCreateParams'],
  [/^POST \/v1\/products\/[^/]+$/, 'ProductUpdateParams'],
  [/^POST \/v1\/prices$/, 'PriceCreateParams'],
  [/^POST \/v1\/prices\/[^/]+$/, 'PriceUpdateParams'],
  [/^POST \/v1\/coupons$/, 'CouponCreateParams'],
  [/^POST \/v1\/promotion_codes$/, 'PromotionCodeCreateParams'],
  [/^POST \/v1\/promotion_codes\/[^/]+$/, 'PromotionCodeUpdateParams'],
  [/^POST \/v1\/checkout\/sessions$/, 'Checkout.SessionCreateParams'],
  [/^POST \/v1\/subscriptions$/, 'SubscriptionCreateParams'],
  [/^POST \/v1\/subscriptions\/[^/]+$/, 'SubscriptionUpdateParams'],
  [/^POST \/v1\/subscription_schedules$/, 'SubscriptionScheduleCreateParams'],
  [/^POST \/v1\/subscription_schedules\/[^/]+$/, 'SubscriptionScheduleUpdateParams'],
  [/^POST \/v1\/refunds$/, 'RefundCreateParams'],
  [/^POST \/v1\/disputes\/[^/]+$/, 'DisputeUpdateParams'],
  [/^POST \/v1\/invoices\/create_preview$/, 'InvoiceCreatePreviewParams'],
  [/^POST \/v1\/billing_portal\/configurations$/, 'BillingPortal.ConfigurationCreateParams'],
  [/^POST \/v1\/billing_portal\/sessions$/, 'BillingPortal.SessionCreateParams'],
  [/^POST \/v1\/payment_methods\/[^/]+$/, 'PaymentMethodUpdateParams'],
  [/^POST \/v1\/payment_methods\/[^/]+\/attach$/, 'PaymentMethodAttachParams'],
  [/^POST \/v1\/webhook_endpoints$/, 'WebhookEndpointCreateParams'],
  [/^POST \/v2\/core\/event_destinations$/, 'V2.Core.EventDestinationCreateParams'],
  [/^POST \/v2\/core\/event_destinations\/[^/]+$/, 'V2.Core.EventDestinationUpdateParams'],
  [/^POST \/v1\/billing\/meters$/, 'Billing.MeterCreateParams'],
  [/^POST \/v1\/billing\/meter_events$/, 'Billing.MeterEventCreateParams'],
  [/^POST \/v1\/test_helpers\/test_clocks$/, 'TestHelpers.TestClockCreateParams'],
  [/^POST \/v1\/test_helpers\/test_clocks\/[^/]+\/advance$/, 'TestHelpers.TestClockAdvanceParams'],
];

/** Goes over real HTTP; checks what the SDK sends, where it is accepted, and every answer, by ajv and the generated schemas. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.ok) return response;
  const path = new URL(String(input)).pathname;
  const type = paramTypes.find(([pattern]) => pattern.test(`${init?.method} ${path}`))?.[1];
  const isJson = path.startsWith('/v2/');
  if (type) {
    const body = String(init?.body ?? '');
    expectValid(type, isJson ? JSON.parse(body) : withArrays(parseForm(body)));
  }
  const isGone = isJson && init?.method === 'DELETE';
  if (!isGone) expectResource((await response.clone().json()) as { object?: string });
  return response;
};

function withArrays(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, withArrays(part)] as const);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return entries.map(([, part]) => part);
  return Object.fromEntries(entries);
}
