import { StripeProblem } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';
import type { Granted } from './authentication.ts';
import type { HttpRequest } from './exchange.ts';

/**
 * The permission of each address, without `rak_` and its level. Prices are `plan` here: the permission kept the resource's former name.
 * Tax ids have none of their own. https://docs.stripe.com/keys/permissions-reference
 */
const byAddress: Readonly<Record<string, string>> = {
  products: 'product',
  prices: 'plan',
  coupons: 'coupon',
  promotion_codes: 'promotion_code',
  customers: 'customer',
  tax_ids: 'customer',
  subscriptions: 'subscription',
  subscription_schedules: 'subscription',
  charges: 'charge',
  refunds: 'charge',
  disputes: 'dispute',
  invoices: 'invoice',
  credit_notes: 'credit_note',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  events: 'event',
  account: 'connected_account',
  'tax/settings': 'tax_settings',
  'tax/registrations': 'tax_settings',
  payment_method_configurations: 'payment_method',
  'billing/meters': 'billing_meter',
  'billing/meter_events': 'billing_meter_event',
  webhook_endpoints: 'webhook',
  'core/event_destinations': 'webhook',
  'core/events': 'event',
  'billing_portal/configurations': 'customer_portal',
  'billing_portal/sessions': 'customer_portal',
  'checkout/sessions': 'checkout_session',
  'test_helpers/test_clocks': 'billing_clock',
};

/** The permission that the read of an object needs, by its `object`. Parts of other objects need none of their own. */
const byObject: Readonly<Record<string, string>> = {
  product: 'product',
  price: 'plan',
  coupon: 'coupon',
  promotion_code: 'promotion_code',
  customer: 'customer',
  tax_id: 'customer',
  subscription: 'subscription',
  subscription_schedule: 'subscription',
  charge: 'charge',
  refund: 'charge',
  dispute: 'dispute',
  invoice: 'invoice',
  payment_intent: 'payment_intent',
  payment_method: 'payment_method',
  'billing.meter': 'billing_meter',
  'checkout.session': 'checkout_session',
  'billing_portal.configuration': 'customer_portal',
  'test_helpers.test_clock': 'billing_clock',
};

/** A key's permissions, checked under the account's rules. Each check throws 403 with the name of a permission that is missing. */
export type Permissions = {
  /** Whether the key may make a request at all. */
  checkRequest(request: Pick<HttpRequest, 'method' | 'path'>): void;
  /** Whether it may see objects of these kinds where a request expands them. */
  checkExpanded(objects: Iterable<string>): void;
  /** Whether it may read events about an object of this kind. */
  checkEventOf(object: string): void;
};

/** The permissions that `granted` names; a write includes the read. https://docs.stripe.com/keys/restricted-api-keys */
export function permissionsOf(granted: Granted, rules: RuleSet): Permissions {
  const need = (name: string, level: 'read' | 'write') => {
    const sufficient = [`rak_${name}_${level}`, `rak_${name}_write`];
    if (granted === null || !rules.isOn('J1')) return;
    if (sufficient.some((each) => granted.permissions.includes(each))) return;
    throw lacking(granted.key, `rak_${name}_${level}`);
  };
  const read = (object: string) => {
    const name = byObject[object];
    if (name) need(name, 'read');
  };
  return {
    checkRequest({ method, path }) {
      const name = nameOf(path);
      if (name === 'billing_clock' && !rules.isOn('J4')) return;
      need(name, method === 'GET' ? 'read' : 'write');
      if (name === 'invoice' && method === 'GET' && rules.isOn('J2')) need('credit_note', 'read');
    },
    checkExpanded(objects) {
      if (rules.isOn('J2b')) for (const object of objects) read(object);
    },
    checkEventOf(object) {
      if (rules.isOn('E6')) read(object);
    },
  };
}

function nameOf(path: string): string {
  const below = path.replace(/^\/v\d\//, '');
  const known = Object.entries(byAddress).find(([prefix]) => below === prefix || below.startsWith(`${prefix}/`));
  return known?.[1] ?? below.split('/')[0] ?? '';
}

const lacking = (key: string, permission: string) =>
  new StripeProblem(403, {
    type: 'invalid_request_error',
    message: `The provided key '${key}' does not have the required permissions for this endpoint on account 'acct_simulator0000000'. Having the '${permission}' permission would allow this request to continue.`,
  });
