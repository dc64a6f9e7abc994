import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import type { AnyEvent } from '../core/thin-event.ts';

/** Where events go: a webhook endpoint of API v1, or an event destination of v2. */
type Target = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly isEnabled: boolean;
  readonly types: readonly string[];
  /** Snapshots are rendered in it; thin events have none. */
  readonly apiVersion: string | null;
};

/** The targets that listen to an event: snapshots go to endpoints, thin events to destinations. https://docs.stripe.com/event-destinations */
export const targetsOf = (sim: Simulation, event: AnyEvent): string[] =>
  (event.object === 'event'
    ? sim.store.webhookEndpoints.oldestFirst().map(targetOfEndpoint)
    : sim.store.eventDestinations.oldestFirst().map(targetOfDestination)
  )
    .filter(({ isEnabled, types }) => isEnabled && types.some((wanted) => wanted === '*' || wanted === event.type))
    .map(({ id }) => id);

/** Undefined where it was deleted. */
export function targetNamed({ store }: Simulation, id: string): Target | undefined {
  const endpoint = store.webhookEndpoints.get(id);
  if (endpoint) return targetOfEndpoint(endpoint);
  const destination = store.eventDestinations.get(id);
  return destination && targetOfDestination(destination);
}

/** The bytes that are sent: a snapshot as it is now, with the target's version; a thin event without its data. */
export function bodyOf({ store }: Simulation, event: AnyEvent, { apiVersion }: Target): string {
  if (event.object === 'v2.core.event') {
    const { data: _, ...sent } = event;
    return JSON.stringify(sent, null, 2);
  }
  const latest = store.events.get(event.id) ?? event;
  return JSON.stringify({ ...latest, api_version: apiVersion ?? latest.api_version }, null, 2);
}

const targetOfEndpoint = ({ id, url, secret, status, ...endpoint }: Stripe.WebhookEndpoint): Target => ({
  id,
  url,
  secret: secret ?? '',
  isEnabled: status === 'enabled',
  types: endpoint.enabled_events,
  apiVersion: endpoint.api_version,
});

const targetOfDestination = ({ id, status, ...destination }: Stripe.V2.Core.EventDestination): Target => ({
  id,
  url: destination.webhook_endpoint?.url ?? '',
  secret: destination.webhook_endpoint?.signing_secret ?? '',
  isEnabled: status === 'enabled',
  types: destination.enabled_events,
  apiVersion: null,
});
