import type Stripe from 'stripe';
import { askPermission, type Permission, toRead, toWrite } from '../permissions.ts';

/** A command of the catalogue's command line. */
export type CatalogCommand = 'plan' | 'push' | 'migrate';

const pushed = ['Products', 'Prices', 'Billing meters', 'Coupons', 'Promotion codes', 'Customer portal'] as const;
const webhooks = ['Webhook endpoints', 'Event destinations'] as const;
const needs: Readonly<Record<CatalogCommand, readonly Permission[]>> = {
  plan: [...[...pushed, ...webhooks].map(toRead), toRead('Subscriptions')],
  push: [...pushed.map(toWrite), toRead('Subscriptions')],
  migrate: [
    ...(['Prices', 'Billing meters', 'Customers', 'Credit notes'] as const).map(toRead),
    ...(['Invoices', 'Subscriptions'] as const).map(toWrite),
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
  const wanted = [
    ...needs[command],
    ...(command === 'push' ? webhooks.map(keepsWebhook ? toWrite : toRead) : []),
    ...(taxes ? [toRead('Tax settings')] : []),
  ];
  const asked = await Promise.all(
    wanted.map(async (permission) => ({ ...permission, ...(await askPermission(stripe, permission)) })),
  );
  return asked.flatMap(({ answer, resource, level, name }) =>
    answer === 'missing' ? `${resource}: ${level} (${name})` : [],
  );
}
