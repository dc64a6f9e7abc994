import Stripe from 'stripe';

/** A command of the catalogue's command line. */
export type CatalogCommand = 'plan' | 'push' | 'migrate';

/** Something that a command does with a resource of Stripe's, in the words of the dashboard's page for restricted keys. */
type Need = {
  readonly resource: string;
  readonly level: 'Read' | 'Write';
  /** A call that changes nothing: one row read, or a write that lacks what it must have. */
  readonly probe: (stripe: Stripe) => Promise<unknown>;
};

/** `query` shortens a list; the tax settings are no list, and take none. */
const read = (resource: string, path: string, query = '?limit=1'): Need => ({
  resource,
  level: 'Read',
  probe: (stripe) => stripe.rawRequest('GET', `${path}${query}`),
});

const write = (resource: string, path: string): Need => ({
  resource,
  level: 'Write',
  probe: (stripe) => stripe.rawRequest('POST', path, {}),
});

const reading = [
  read('Products', '/v1/products'),
  read('Prices', '/v1/prices'),
  read('Billing meters', '/v1/billing/meters'),
  read('Coupons', '/v1/coupons'),
  read('Promotion codes', '/v1/promotion_codes'),
  read('Customer portal', '/v1/billing_portal/configurations'),
  read('Webhook endpoints', '/v1/webhook_endpoints'),
  read('Event destinations', '/v2/core/event_destinations'),
];
const writing = [
  write('Products', '/v1/products'),
  write('Prices', '/v1/prices'),
  write('Billing meters', '/v1/billing/meters'),
  write('Coupons', '/v1/coupons'),
  write('Promotion codes', '/v1/promotion_codes'),
  write('Customer portal', '/v1/billing_portal/configurations'),
];
const counting = [read('Subscriptions', '/v1/subscriptions')];
const needs: Record<CatalogCommand, readonly Need[]> = {
  plan: [...reading, ...counting],
  push: [...writing, ...counting],
  migrate: [
    read('Prices', '/v1/prices'),
    read('Billing meters', '/v1/billing/meters'),
    read('Customers', '/v1/customers'),
    write('Subscriptions', '/v1/subscriptions/sub_tollgate_permission_probe'),
  ],
};

/**
 * The permissions that the key lacks for a command, such as `Products: Write (rak_product_write)`; empty when nothing is known to be missing.
 * Changes nothing: see docs/decisions/0008-probe-stripe-permissions.md. `keepsWebhook`: push keeps an endpoint and a destination too;
 * `taxes`: the catalogue has Stripe compute tax.
 * @throws what Stripe answers beside a missing permission: a bad key, no answer
 */
export async function missingPermissions(
  stripe: Stripe,
  command: CatalogCommand,
  { keepsWebhook, taxes = false }: { readonly keepsWebhook: boolean; readonly taxes?: boolean },
): Promise<string[]> {
  const webhook = keepsWebhook ? write : read;
  const wanted = [
    ...(command === 'push'
      ? [
          webhook('Webhook endpoints', '/v1/webhook_endpoints'),
          webhook('Event destinations', '/v2/core/event_destinations'),
        ]
      : []),
    ...(taxes ? [read('Tax settings', '/v1/tax/settings', '')] : []),
  ];
  const answers = await Promise.all([...needs[command], ...wanted].map((need) => lacking(stripe, need)));
  return answers.flatMap((answer) => (answer === null ? [] : [answer]));
}

async function lacking(stripe: Stripe, { resource, level, probe }: Need): Promise<string | null> {
  try {
    await probe(stripe);
    return null;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) {
      const name = permissionIn(error.message);
      return `${resource}: ${level}${name ? ` (${name})` : ''}`;
    }
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return null;
    throw error;
  }
}

/** The permission that Stripe's own message asks for; undefined where it names none. */
export const permissionIn = (message: string): string | undefined => /'(rak_\w+)'/.exec(message)?.[1];
