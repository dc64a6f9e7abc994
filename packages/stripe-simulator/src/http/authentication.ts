import { StripeProblem } from '../core/problem.ts';

type Keyed = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** Restricted keys (`rk_test_…`) and what each may do: `rak_product_read`; a write permission implies the read. */
export type RestrictedKeys = Readonly<Record<string, readonly string[]>>;
type Keys = { readonly secretKey: string; readonly restrictedKeys?: RestrictedKeys };

/**
 * Allows a request with the account's secret key, as a bearer token or as basic auth's user. A restricted key allows what its permissions
 * cover. Throws 401 for another key, 403 for a permission that is missing.
 */
export function checkKey({ method, path, headers }: Keyed, { secretKey, restrictedKeys = {} }: Keys): void {
  const given = keyIn(String(headers.authorization ?? ''));
  if (!given)
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (given === secretKey) return;
  const granted = restrictedKeys[given];
  if (!granted) throw unauthorized(`Invalid API Key provided: ${masked(given)}`);
  const needed = permissionFor(method, path);
  if (needed.some((permission) => granted.includes(permission))) return;
  throw new StripeProblem(403, {
    type: 'invalid_request_error',
    message: `The provided key '${masked(given)}' does not have the required permissions for this endpoint on account 'acct_simulator0000000'. Having the '${needed[0]}' permission would allow this request to continue.`,
  });
}

/** Prices are `plan` here: the permission kept the resource's former name. Some pages of the dashboard name several resources at once. */
const resources: Readonly<Record<string, string>> = {
  products: 'product',
  prices: 'plan',
  coupons: 'coupon',
  promotion_codes: 'promotion_code',
  customers: 'customer',
  subscriptions: 'subscription',
  subscription_schedules: 'subscription',
  charges: 'charge',
  refunds: 'charge',
  disputes: 'dispute',
  invoices: 'invoice',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  events: 'event',
  tax_ids: 'tax_id',
  'tax/settings': 'tax_settings',
  'billing/meters': 'billing_meter',
  'billing/meter_events': 'billing_meter_event',
  webhook_endpoints: 'webhook',
  'core/event_destinations': 'webhook',
  'core/events': 'event',
  'billing_portal/configurations': 'customer_portal',
  'billing_portal/sessions': 'customer_portal',
  'checkout/sessions': 'checkout_session',
};

/** The permissions that each would allow the request, the least one first. */
function permissionFor(method: string, path: string): string[] {
  const below = path.replace(/^\/v\d\//, '');
  const known = Object.entries(resources).find(([prefix]) => below === prefix || below.startsWith(`${prefix}/`));
  const name = known?.[1] ?? below.split('/')[0];
  return method === 'GET' ? [`rak_${name}_read`, `rak_${name}_write`] : [`rak_${name}_write`];
}

function keyIn(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '';
  return '';
}

const masked = (key: string) => `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;

const unauthorized = (message: string) => new StripeProblem(401, { type: 'invalid_request_error', message });
