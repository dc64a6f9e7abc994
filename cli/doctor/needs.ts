import { type Permission, toRead, toWrite } from '../../shared/stripe/permissions.ts';

/** A sync of an account, with all that may follow it. */
const sync = [
  'GET /v1/charges',
  'GET /v1/customers/{}',
  'GET /v1/disputes',
  'GET /v1/invoices',
  'GET /v1/invoices/{}',
  'POST /v1/invoices/{}',
  'POST /v1/invoices/{}/finalize',
  'GET /v1/invoices/{}/lines',
  'GET /v1/prices/{}',
  'POST /v1/subscription_schedules/{}',
  'GET /v1/subscriptions',
  'GET /v1/subscriptions/{}',
  'POST /v1/subscriptions/{}',
  'DELETE /v1/subscriptions/{}',
];

/**
 * The operations of Stripe's API that each function's code performs; `{}` stands for an id. Tests compare it with the calls that they see
 * (test/stripe/facts/), so a new call needs an entry here.
 */
export const operationsOf: Readonly<Record<string, readonly string[]>> = {
  'badge-settlement': [
    'GET /v1/customers/{}',
    'GET /v1/invoices',
    'GET /v1/invoices/{}',
    'POST /v1/invoices/{}/void',
    'GET /v1/refunds',
    'POST /v1/refunds',
    'GET /v1/subscriptions/{}',
    'POST /v1/subscriptions/{}',
    'DELETE /v1/subscriptions/{}',
  ],
  billing: [
    ...sync,
    'POST /v1/billing/meter_events',
    'GET /v1/charges/{}',
    'GET /v1/disputes/{}',
    'GET /v1/payment_intents/{}',
    'GET /v1/refunds',
    'GET /v1/refunds/{}',
    'POST /v1/refunds',
    'GET /v1/billing_portal/configurations',
    'GET /v1/billing/meters',
    'GET /v1/coupons',
    'GET /v1/products',
    'GET /v1/promotion_codes',
    'POST /v1/billing_portal/sessions',
    'POST /v1/checkout/sessions',
    'GET /v1/checkout/sessions/{}',
    'POST /v1/checkout/sessions/{}/expire',
    'POST /v1/customers',
    'POST /v1/customers/{}',
    'GET /v1/customers/{}/balance_transactions',
    'POST /v1/customers/{}/balance_transactions',
    'GET /v1/customers/{}/tax_ids',
    'POST /v1/customers/{}/tax_ids',
    'POST /v1/invoices/create_preview',
    'POST /v1/invoices/{}/pay',
    'POST /v1/invoices/{}/void',
    'GET /v1/payment_methods',
    'GET /v1/prices',
    'POST /v1/prices',
    'POST /v1/products',
    'POST /v1/subscription_schedules',
    'GET /v1/subscription_schedules/{}',
    'POST /v1/subscription_schedules/{}/release',
    'POST /v1/subscriptions',
    'DELETE /v1/tax_ids/{}',
    'POST /v1/billing/meter_events',
    'POST /v1/invoices/{}/pay',
  ],
  leaving: [
    ...sync,
    'GET /v1/customers/{}',
    'POST /v1/customers/{}',
    'GET /v1/checkout/sessions/{}',
    'POST /v1/checkout/sessions/{}/expire',
    'POST /v1/subscriptions',
  ],
  'pack-maker': ['GET /v1/charges', 'GET /v1/customers/{}', 'GET /v1/invoices'],
  reconcile: [
    ...sync,
    'POST /v1/customers/{}',
    'GET /v1/customers/{}/balance_transactions',
    'POST /v1/customers/{}/balance_transactions',
    'POST /v1/invoices/{}/pay',
    'GET /v1/billing/meters',
    'GET /v1/billing/meters/{}/event_summaries',
    'GET /v1/charges/{}',
    'GET /v1/events',
    'GET /v1/refunds',
  ],
  'stripe-sync': [...sync, 'GET /v1/charges/{}', 'GET /v1/payment_methods'],
  'top-up': [...sync, 'POST /v1/payment_intents', 'GET /v1/payment_methods'],
  'usage-report': [
    'POST /v1/billing/meter_events',
    'GET /v1/invoices',
    'GET /v1/invoices/{}',
    'GET /v1/invoices/{}/lines',
    'POST /v1/invoices/{}/finalize',
    'POST /v1/invoices/{}/pay',
    'GET /v1/prices',
    'GET /v1/subscriptions/{}',
    'POST /v1/subscriptions/{}',
  ],
};

/** The permission behind each address, by its first words. https://docs.stripe.com/keys/permissions-reference */
const resources = [
  ['/v1/customers', 'Customers'],
  ['/v1/tax_ids', 'Customers'],
  ['/v1/checkout/sessions', 'Checkout Sessions'],
  ['/v1/billing_portal', 'Customer portal'],
  ['/v1/subscriptions', 'Subscriptions'],
  ['/v1/subscription_schedules', 'Subscriptions'],
  ['/v1/invoices', 'Invoices'],
  ['/v1/payment_intents', 'PaymentIntents'],
  ['/v1/payment_methods', 'PaymentMethods'],
  ['/v1/charges', 'Charges and Refunds'],
  ['/v1/refunds', 'Charges and Refunds'],
  ['/v1/disputes', 'Disputes'],
  ['/v1/products', 'Products'],
  ['/v1/prices', 'Prices'],
  ['/v1/coupons', 'Coupons'],
  ['/v1/promotion_codes', 'Promotion codes'],
  ['/v1/billing/meters', 'Billing meters'],
  ['/v1/billing/meter_events', 'Billing meter events'],
  ['/v1/events', 'Events'],
] as const;

/**
 * The permissions that an operation needs. The read of an invoice needs that of credit notes too.
 * @throws Error for an address that this table does not have
 */
export function permissionsFor(operation: string): Permission[] {
  const [method, path = ''] = operation.split(' ');
  const found = resources.find(([address]) => path === address || path.startsWith(`${address}/`));
  if (!found) throw new Error(`cli/doctor/needs.ts has no permission for ${operation}.`);
  const [, resource] = found;
  if (method !== 'GET') return [toWrite(resource)];
  return [toRead(resource), ...(resource === 'Invoices' ? [toRead('Credit notes')] : [])];
}

/** A permission and the functions that need it. */
export type Needed = { readonly permission: Permission; readonly functions: readonly string[] };

/** All permissions that the functions' key needs, each once: a write includes the read. */
export const neededPermissions: readonly Needed[] = gathered();

function gathered(): Needed[] {
  const all = Object.entries(operationsOf).flatMap(([name, operations]) =>
    operations.flatMap(permissionsFor).map((permission) => ({ name, permission })),
  );
  return [...Map.groupBy(all, ({ permission }) => permission.resource).values()].map((group) => ({
    permission: strongestOf(group.map(({ permission }) => permission)),
    functions: [...new Set(group.map(({ name }) => name))],
  }));
}

/** A write before a read. */
function strongestOf(permissions: readonly Permission[]): Permission {
  return permissions.reduce((strongest, each) => (strongest.level === 'Write' ? strongest : each));
}
