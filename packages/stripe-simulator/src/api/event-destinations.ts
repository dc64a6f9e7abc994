import type Stripe from 'stripe';
import { noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isoTime } from '../core/thin-events.ts';
import { type Call, route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { checkUrl, refuseBeyondLimit } from './webhook-endpoints.ts';

type Destination = Stripe.V2.Core.EventDestination;
type CreateParams = Stripe.V2.Core.EventDestinationCreateParams;
type UpdateParams = Stripe.V2.Core.EventDestinationUpdateParams;
type Included = { readonly include?: readonly string[] };

const path = '/v2/core/event_destinations';
const thinTypes: readonly string[] = ['v1.billing.meter.error_report_triggered', 'v1.billing.meter.no_meter_found'];

/** https://docs.stripe.com/api/v2/core/event-destinations */
export const eventDestinationRoutes = [
  route<CreateParams>(
    `POST ${path}`,
    'V2.Core.EventDestinationCreateParams',
    ['description', 'enabled_events', 'event_payload', 'include', 'metadata', 'name', 'type', 'webhook_endpoint'],
    create,
  ),
  route<Included>(`GET ${path}/:id`, 'V2.Core.EventDestinationRetrieveParams', ['include'], ({ sim, params, id }) =>
    shown(destinationNamed(sim, id), params),
  ),
  route<UpdateParams>(
    `POST ${path}/:id`,
    'V2.Core.EventDestinationUpdateParams',
    ['description', 'enabled_events', 'include', 'metadata', 'name', 'webhook_endpoint'],
    update,
  ),
  route(`DELETE ${path}/:id`, 'V2.Core.EventDestinationDeleteParams', [], ({ sim, id }) => {
    destinationNamed(sim, id);
    sim.store.eventDestinations.remove(id);
    return { id, object: 'v2.core.event_destination' } satisfies Stripe.V2.DeletedObject;
  }),
  route(`POST ${path}/:id/disable`, 'V2.Core.EventDestinationDisableParams', [], ({ sim, id }) =>
    switched(sim, id, 'disabled'),
  ),
  route(`POST ${path}/:id/enable`, 'V2.Core.EventDestinationEnableParams', [], ({ sim, id }) =>
    switched(sim, id, 'enabled'),
  ),
  /** An account has 16 at most, fewer than a page without `limit` holds. */
  route<Stripe.V2.Core.EventDestinationListParams>(
    `GET ${path}`,
    'V2.Core.EventDestinationListParams',
    ['include', 'limit', 'page'],
    list,
  ),
];

function create({ sim, params }: Call<CreateParams>): Destination {
  if (params.event_payload !== 'thin') throw unsupported('destinations of snapshot events', 'event_payload');
  if (params.type !== 'webhook_endpoint' || !params.webhook_endpoint)
    throw unsupported('destinations other than webhook endpoints', 'type');
  checkUrl(params.webhook_endpoint.url);
  checkTypes(params.enabled_events);
  refuseBeyondLimit(sim);
  const now = isoTime(sim.time.now());
  const made = sim.store.eventDestinations.add({
    id: sim.newId('ed'),
    object: 'v2.core.event_destination',
    created: now,
    description: params.description ?? '',
    enabled_events: params.enabled_events,
    event_payload: 'thin',
    events_from: ['@self'],
    livemode: false,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name,
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: now,
    webhook_endpoint: { url: params.webhook_endpoint.url, signing_secret: sim.newId('whsec', 32) },
  });
  return shown(made, params);
}

/** A field that the request omits stays as it was. The signing secret always stays. */
function update({ sim, params, id }: Call<UpdateParams>): Destination {
  const old = destinationNamed(sim, id);
  if (params.webhook_endpoint) checkUrl(params.webhook_endpoint.url);
  if (params.enabled_events) checkTypes(params.enabled_events);
  const { after } = sim.store.eventDestinations.patch(id, {
    description: params.description ?? old.description,
    enabled_events: params.enabled_events ?? old.enabled_events,
    metadata: mergeMetadata(old.metadata ?? null, params.metadata),
    name: params.name ?? old.name,
    webhook_endpoint: { ...old.webhook_endpoint, ...params.webhook_endpoint },
    updated: isoTime(sim.time.now()),
  });
  return shown(after, params);
}

function switched(sim: Simulation, id: string, status: Destination['status']): Destination {
  destinationNamed(sim, id);
  return shown(sim.store.eventDestinations.patch(id, { status, updated: isoTime(sim.time.now()) }).after, {});
}

/** One page; `next_page_url` leads to the next. https://docs.stripe.com/api-v2-overview#list-pagination */
function list({ sim, params }: Call<Stripe.V2.Core.EventDestinationListParams & { readonly page?: string }>) {
  const [limit, start] = [params.limit ?? 20, Number(params.page ?? 0)];
  const all = sim.store.eventDestinations.newestFirst();
  const included = (params.include ?? []).map((name, index): [string, string] => [`include[${index}]`, name]);
  const urlAt = (at: number) =>
    `${path}?${new URLSearchParams([['limit', String(limit)], ['page', String(Math.max(0, at))], ...included])}`;
  return {
    data: all.slice(start, start + limit).map((each) => shown(each, params)),
    next_page_url: start + limit < all.length ? urlAt(start + limit) : null,
    previous_page_url: start > 0 ? urlAt(start - limit) : null,
  } satisfies Stripe.V2List<Destination>;
}

/** Answers contain address and secret only when the request includes them. Only creation's parameters can include the secret. */
function shown({ webhook_endpoint: endpoint, ...destination }: Destination, { include = [] }: Included): Destination {
  const has = (name: string) => include.includes(`webhook_endpoint.${name}`);
  const { url, signing_secret } = endpoint ?? {};
  return {
    ...destination,
    webhook_endpoint: { ...(has('url') && { url }), ...(has('signing_secret') && { signing_secret }) },
  };
}

function destinationNamed(sim: Simulation, id: string): Destination {
  const destination = sim.store.eventDestinations.get(id);
  if (!destination) throw noSuch('event destination', id, 'id');
  return destination;
}

function checkTypes(types: readonly string[]): void {
  const other = types.find((type) => !thinTypes.includes(type));
  if (other) throw unsupported(`thin events of the type ${other}`, 'enabled_events');
}
