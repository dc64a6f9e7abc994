import type Stripe from 'stripe';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { type CatalogChange, planChanges } from '../../shared/stripe/catalog/plan.ts';
import { webhookAt } from '../catalog/push.ts';
import { catalogLines, methodLines, taxLines } from './account.ts';
import { linesWithoutApi } from './by-hand.ts';
import { endpointLines, secretLine, unknownEndpoint } from './endpoint.ts';
import { byHand, type Check, dashboard, type Line, linesOf } from './line.ts';
import { permissionLines } from './permissions.ts';
import type { Settings } from './settings.ts';

/** `stripe` asks; `functions` is the client with the key that the functions use. */
export type Examined = Settings & {
  readonly stripe: Stripe;
  readonly functions: Stripe;
  readonly catalog: Catalog;
  readonly now: Date;
};

/**
 * Everything that selling needs of the Stripe account, one subject after another. Changes nothing.
 * @throws what Stripe answers beside a missing permission: a bad key, no answer
 */
export async function examine(examined: Examined): Promise<Line[]> {
  const { stripe, catalog } = examined;
  const checks: Check[] = [
    { about: 'Permissions', at: dashboard.keys, run: () => permissionLines(examined.functions, examined.functionsKey) },
    { about: 'Catalogue, portal and endpoints', at: dashboard.webhooks, run: () => heldLines(examined) },
    { about: 'Tax', at: dashboard.registrations, run: () => taxLines(stripe, catalog) },
    { about: 'Payment methods', at: dashboard.methods, run: () => methodLines(stripe) },
    { about: 'Settings', at: dashboard.invoices, run: async () => linesWithoutApi(catalog) },
  ];
  const lines: Line[] = [];
  for (const check of checks) lines.push(...(await linesOf(check)));
  return lines;
}

/** By the same plan as `npm run catalog -- plan`. */
async function heldLines({ stripe, catalog, origin, secretsPath, webhookSecret, now }: Examined): Promise<Line[]> {
  const webhook = origin === null || secretsPath === null ? null : webhookAt(origin, secretsPath);
  const current = await readCurrent(stripe, webhook?.url ?? null);
  const changes: CatalogChange[] = planChanges(current, desiredCatalog(catalog, now), webhook);
  const isRegistered = webhook !== null && changes.every(({ kind }) => !kind.endsWith('_webhook'));
  return [
    ...catalogLines(changes),
    ...(webhook ? endpointLines(changes, webhook.url) : unknownEndpoint),
    webhookSecret ? await secretLine(stripe, { ...webhookSecret, isRegistered }) : unknownSecret,
  ];
}

const unknownSecret = byHand('Webhook secret', 'give --stage to have the stored one looked at.', dashboard.webhooks);
