import type { ApplyDeps } from './apply-deps.ts';
import { keptMetadata, ours } from './current.ts';
import type { CatalogChange, RequestedWebhook } from './plan.ts';

type DestinationChange = Extract<CatalogChange, { readonly kind: `${string}_destination` }>;

/** The destination of thin events. https://docs.stripe.com/api/v2/core/event-destinations */
export async function applyDestinationChange(deps: ApplyDeps, change: DestinationChange): Promise<void> {
  const { stripe, webhook } = deps;
  if (change.kind === 'remove_destination') return void (await stripe.v2.core.eventDestinations.del(change.id));
  if (!webhook) throw new Error('An event destination needs the public address');
  if (change.kind === 'create_destination') return createDestination(deps, webhook, change.replaces);
  await stripe.v2.core.eventDestinations.update(change.id, {
    enabled_events: [...webhook.thinEvents],
    webhook_endpoint: { url: webhook.url },
  });
}

/** As with endpoints, only a destination whose secret was kept counts: what is interrupted here is made good by the next push. */
async function createDestination(
  { stripe, keepSecret }: ApplyDeps,
  { url, thinEvents, place }: RequestedWebhook,
  replaces: readonly string[],
): Promise<void> {
  const destinations = stripe.v2.core.eventDestinations;
  const made = await destinations.create({
    name: 'Tollgate: usage that is not counted',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: [...thinEvents],
    webhook_endpoint: { url },
    include: ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'],
    metadata: { ...ours, tollgate_place: place },
  });
  const secret = made.webhook_endpoint?.signing_secret;
  if (!secret) throw new Error('Stripe showed no signing secret for the new event destination');
  await keepSecret('destination', secret);
  await destinations.update(made.id, { metadata: { ...keptMetadata, tollgate_place: place } });
  for (const id of replaces) await destinations.del(id);
}
