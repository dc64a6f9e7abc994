import Stripe from 'stripe';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import type { SecretSource } from '../../shared/stripe/catalog/apply-deps.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { describeChanges, pricesToCount } from '../../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges, type RequestedWebhook } from '../../shared/stripe/catalog/plan.ts';
import { countSubscribers } from '../../shared/stripe/catalog/subscribers.ts';
import { stripeEventTypes, thinEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import { putParameter, readParameter } from '../parameters.ts';

/** Whether to compare or to push, the webhook's origin, and where its secrets are stored. */
export type PushSettings = {
  readonly command: 'plan' | 'push';
  readonly origin?: string;
  readonly secretsPath?: string;
};

/** Shows the differences between the catalogue and Stripe; `push` applies them to Stripe. */
export async function planOrPush(
  stripe: Stripe,
  catalog: Catalog,
  { command, origin, secretsPath }: PushSettings,
): Promise<void> {
  const webhook = origin ? webhookAt(origin, String(secretsPath)) : null;
  const current = await readCurrent(stripe, webhook?.url ?? null);
  const changes = planChanges(current, desiredCatalog(catalog, new Date()), webhook);
  if (changes.length === 0) return console.log('Stripe already holds this catalogue: nothing to change.');
  const subscribers = await countSubscribers(stripe, pricesToCount(changes));
  console.log(describeChanges(changes, { current, subscribers }).join('\n'));
  if (command === 'plan') return console.log('Nothing was changed. `npm run catalog -- push` does it.');
  for (const change of changes)
    await applyCatalogChange({ stripe, webhook, keepSecret: secretsBelow(secretsPath) }, change);
  console.log('Stripe holds this catalogue now.');
}

/** The endpoint that a deployment at `origin` needs; `place` is where its stage keeps secrets. */
export const webhookAt = (origin: string, place: string): RequestedWebhook => ({
  url: `${origin.replace(/\/$/, '')}/webhooks/stripe`,
  apiVersion: Stripe.API_VERSION,
  events: Object.keys(stripeEventTypes),
  thinEvents: Object.keys(thinEventTypes),
  place,
});

/** Stores the new secret first and keeps the previous one of the same source, because Stripe's events signed with it are still on their way. */
const secretsBelow = (path: string | undefined) => async (source: SecretSource, secret: string) => {
  const name = `${path}/stripe-${source}-secrets`;
  const [previous] = (await readParameter(name))?.split(',') ?? [];
  await putParameter(name, [secret, previous].filter(Boolean).join());
};
