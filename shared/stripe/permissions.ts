import Stripe from 'stripe';

/**
 * Permissions as Stripe's answers name them, between `rak_` and the level, by the dashboard's words. Tax ids have none of their own.
 * https://docs.stripe.com/keys/permissions-reference
 */
const names = {
  Customers: 'customer',
  'Checkout Sessions': 'checkout_session',
  'Customer portal': 'customer_portal',
  Subscriptions: 'subscription',
  Invoices: 'invoice',
  'Credit notes': 'credit_note',
  PaymentIntents: 'payment_intent',
  PaymentMethods: 'payment_method',
  'Charges and Refunds': 'charge',
  Disputes: 'dispute',
  Products: 'product',
  Prices: 'plan',
  Coupons: 'coupon',
  'Promotion codes': 'promotion_code',
  'Billing meters': 'billing_meter',
  'Billing meter events': 'billing_meter_event',
  Events: 'event',
  'Webhook endpoints': 'webhook',
  'Event destinations': 'webhook',
  'Tax settings': 'tax_settings',
  'Test clocks': 'billing_clock',
} as const;

/** A resource in the words of the dashboard's page for restricted keys. */
type Resource = keyof typeof names;

/** A permission of a restricted key. A write includes the read. */
export type Permission = {
  readonly resource: Resource;
  readonly level: 'Read' | 'Write';
  /** As Stripe's answers name it: `rak_customer_write`. */
  readonly name: string;
};

/** The permission to read a resource. */
export const toRead = (resource: Resource): Permission => ({
  resource,
  level: 'Read',
  name: `rak_${names[resource]}_read`,
});

/** The permission to write and read a resource. */
export const toWrite = (resource: Resource): Permission => ({
  resource,
  level: 'Write',
  name: `rak_${names[resource]}_write`,
});

/** Permissions that the functions' key needs. Stripe asks for the read of credit notes where an invoice is read. */
export const permissionsOfFunctions: readonly Permission[] = [
  toWrite('Customers'),
  toWrite('Checkout Sessions'),
  toWrite('Customer portal'),
  toWrite('Subscriptions'),
  toWrite('Invoices'),
  toWrite('PaymentIntents'),
  toWrite('Charges and Refunds'),
  toWrite('Billing meter events'),
  toRead('Credit notes'),
  toWrite('Products'),
  toWrite('Prices'),
  toRead('Coupons'),
  toRead('Promotion codes'),
  toRead('Billing meters'),
  toRead('PaymentMethods'),
  toRead('Disputes'),
  toRead('Events'),
];

/** An id that no object has. A call that names it changes nothing, and has no parameters that could be refused before the permission. */
const nobody = 'tollgate_permission_probe';
const reads: Readonly<Record<Resource, string | null>> = {
  Customers: '/v1/customers?limit=1',
  'Checkout Sessions': '/v1/checkout/sessions?limit=1',
  'Customer portal': '/v1/billing_portal/configurations?limit=1',
  Subscriptions: '/v1/subscriptions?limit=1',
  Invoices: '/v1/invoices?limit=1',
  'Credit notes': '/v1/credit_notes?limit=1',
  PaymentIntents: '/v1/payment_intents?limit=1',
  PaymentMethods: `/v1/payment_methods/${nobody}`,
  'Charges and Refunds': '/v1/refunds?limit=1',
  Disputes: '/v1/disputes?limit=1',
  Products: '/v1/products?limit=1',
  Prices: '/v1/prices?limit=1',
  Coupons: '/v1/coupons?limit=1',
  'Promotion codes': '/v1/promotion_codes?limit=1',
  'Billing meters': '/v1/billing/meters?limit=1',
  'Billing meter events': null,
  // A list may contain events of resources that the key need not read.
  Events: `/v1/events/${nobody}`,
  'Webhook endpoints': '/v1/webhook_endpoints?limit=1',
  'Event destinations': '/v2/core/event_destinations?limit=1',
  'Tax settings': '/v1/tax/settings',
  'Test clocks': '/v1/test_helpers/test_clocks?limit=1',
};
const writes: Readonly<Record<Resource, string | null>> = {
  Customers: `/v1/customers/${nobody}`,
  'Checkout Sessions': `/v1/checkout/sessions/${nobody}/expire`,
  'Customer portal': `/v1/billing_portal/configurations/${nobody}`,
  Subscriptions: `/v1/subscriptions/${nobody}`,
  Invoices: `/v1/invoices/${nobody}`,
  'Credit notes': `/v1/credit_notes/${nobody}`,
  PaymentIntents: `/v1/payment_intents/${nobody}`,
  PaymentMethods: `/v1/payment_methods/${nobody}`,
  'Charges and Refunds': `/v1/refunds/${nobody}`,
  Disputes: `/v1/disputes/${nobody}`,
  Products: `/v1/products/${nobody}`,
  Prices: `/v1/prices/${nobody}`,
  Coupons: `/v1/coupons/${nobody}`,
  'Promotion codes': `/v1/promotion_codes/${nobody}`,
  'Billing meters': `/v1/billing/meters/${nobody}`,
  'Billing meter events': '/v1/billing/meter_events',
  Events: null,
  'Webhook endpoints': `/v1/webhook_endpoints/${nobody}`,
  'Event destinations': `/v2/core/event_destinations/${nobody}`,
  'Tax settings': null,
  'Test clocks': `/v1/test_helpers/test_clocks/${nobody}/advance`,
};

/** Whether a key has a permission: `unknown` where Stripe refused the call for another reason. `name` is the one that Stripe asks for. */
export type PermissionAnswer = { readonly answer: 'granted' | 'missing' | 'unknown'; readonly name: string };

/**
 * Asks Stripe by a call that changes nothing: the read of one row, or the write of an object that does not exist.
 * @throws what Stripe answers beside a missing permission: a bad key, no answer
 */
export async function askPermission(stripe: Stripe, { resource, level, name }: Permission): Promise<PermissionAnswer> {
  const [method, path] = level === 'Read' ? (['GET', reads[resource]] as const) : (['POST', writes[resource]] as const);
  if (path === null) return { answer: 'unknown', name };
  try {
    await stripe.rawRequest(method, path, ...(method === 'POST' ? [{}] : []));
    return { answer: 'granted', name };
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError)
      return { answer: 'missing', name: permissionIn(error.message) ?? name };
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    return { answer: error.statusCode === 404 ? 'granted' : 'unknown', name };
  }
}

/** The permission that Stripe's own message asks for; undefined where it names none. */
export const permissionIn = (message: string): string | undefined => /'(rak_\w+)'/.exec(message)?.[1];
