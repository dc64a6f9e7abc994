import type Stripe from 'stripe';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';

type Endpoint = Stripe.WebhookEndpoint;

/** The endpoints of webhook endpoints. */
export const webhookEndpointRoutes = [
  route<Stripe.WebhookEndpointCreateParams>(
    'POST /v1/webhook_endpoints',
    'WebhookEndpointCreateParams',
    ['api_version', 'description', 'enabled_events', 'metadata', 'url'],
    ({ sim, params }) => {
      checkUrl(params.url);
      refuseBeyondLimit(sim);
      const secret = sim.newId('whsec', 32);
      return sim.store.webhookEndpoints.add({ ...newEndpoint(sim, params), secret });
    },
  ),
  route('GET /v1/webhook_endpoints/:id', 'WebhookEndpointRetrieveParams', [], ({ sim, id }) =>
    withoutSecret(endpointNamed(sim, id)),
  ),
  route<Stripe.WebhookEndpointUpdateParams>(
    'POST /v1/webhook_endpoints/:id',
    'WebhookEndpointUpdateParams',
    ['description', 'disabled', 'enabled_events', 'metadata', 'url'],
    ({ sim, params, id }) => {
      const old = endpointNamed(sim, id);
      if (params.url !== undefined) checkUrl(params.url);
      const { after } = sim.store.webhookEndpoints.patch(id, {
        ...(params.description !== undefined && { description: params.description || null }),
        ...(params.disabled !== undefined && { status: params.disabled ? 'disabled' : 'enabled' }),
        ...(params.enabled_events !== undefined && { enabled_events: params.enabled_events }),
        ...(params.url !== undefined && { url: params.url }),
        metadata: mergeMetadata(old.metadata, params.metadata),
      });
      return withoutSecret(after);
    },
  ),
  route('DELETE /v1/webhook_endpoints/:id', 'WebhookEndpointDeleteParams', [], ({ sim, id }) => {
    endpointNamed(sim, id);
    sim.store.webhookEndpoints.remove(id);
    return { id, object: 'webhook_endpoint', deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
  }),
  route<Stripe.WebhookEndpointListParams>(
    'GET /v1/webhook_endpoints',
    'WebhookEndpointListParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params }) =>
      page('/v1/webhook_endpoints', sim.store.webhookEndpoints.newestFirst().map(withoutSecret), params),
  ),
];

function newEndpoint(sim: Simulation, params: Stripe.WebhookEndpointCreateParams): Endpoint {
  return {
    id: sim.newId('we'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: sim.time.now(),
    description: params.description || null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: mergeMetadata(null, params.metadata),
    status: 'enabled',
    url: params.url,
  };
}

/** The signing secret is shown when the endpoint is created and never again. */
function withoutSecret({ secret: _, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

function endpointNamed(sim: Simulation, id: string): Endpoint {
  const endpoint = sim.store.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch('webhook endpoint', id, 'id');
  return endpoint;
}

/** At most 16 event destinations an account and mode, endpoints among them. https://docs.stripe.com/event-destinations */
export function refuseBeyondLimit({ store, rules }: Simulation): void {
  if (!rules.isOn('V4')) return;
  const count = store.webhookEndpoints.oldestFirst().length + store.eventDestinations.oldestFirst().length;
  if (count >= 16) throw invalidRequest('You have reached the maximum of 16 test webhook endpoints.');
}

/** @throws StripeProblem 400 where it is no address of the web */
export function checkUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', { param: 'url' });
}
