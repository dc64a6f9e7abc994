import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import type { AnyEvent } from '../core/thin-event.ts';
import { oldSecretsOf } from './rolled-secrets.ts';

/** Where events go: a webhook endpoint of API v1, or an event destination of v2. */
type Target = {
  readonly id: string;
  readonly url: string;
  /** The newest first. */
  readonly secrets: readonly string[];
  readonly isEnabled: boolean;
  readonly types: readonly string[];
  /** Snapshots are rendered in it; thin events have none. */
  readonly apiVersion: string | null;
};

/** The targets that listen to an event: snapshots go to endpoints, thin events to destinations. https://docs.stripe.com/event-destinations */
export const targetsOf = (sim: Simulation, event: AnyEvent): string[] =>
  (event.object === 'event'
    ? endpointsOf(sim)
    : [...destinationsOf(sim), ...(sim.rules.isOn('E9') ? [] : endpointsOf(sim))]
  )
    .filter((target) => isSentTo(sim, target))
    .filter(({ types }) => types.some((wanted) => wanted === '*' || wanted === event.type))
    .map(({ id }) => id);

const endpointsOf = (sim: Simulation) =>
  sim.store.webhookEndpoints.oldestFirst().map((each) => targetOfEndpoint(sim, each));
const destinationsOf = ({ store }: Simulation) => store.eventDestinations.oldestFirst().map(targetOfDestination);

/** Whether a target gets events: not one that is disabled, also no retries. */
export const isSentTo = ({ rules }: Simulation, { isEnabled }: Target): boolean => isEnabled || !rules.isOn('E11');

/** Undefined where it was deleted. */
export function targetNamed(sim: Simulation, id: string): Target | undefined {
  const endpoint = sim.store.webhookEndpoints.get(id);
  if (endpoint) return targetOfEndpoint(sim, endpoint);
  const destination = sim.store.eventDestinations.get(id);
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

const targetOfEndpoint = (
  sim: Simulation,
  { id, url, secret, status, ...endpoint }: Stripe.WebhookEndpoint,
): Target => ({
  id,
  url,
  secrets: [secret ?? '', ...oldSecretsOf(sim, id)],
  isEnabled: status === 'enabled',
  types: endpoint.enabled_events,
  apiVersion: endpoint.api_version,
});

const targetOfDestination = ({ id, status, ...destination }: Stripe.V2.Core.EventDestination): Target => ({
  id,
  url: destination.webhook_endpoint?.url ?? '',
  secrets: [destination.webhook_endpoint?.signing_secret ?? ''],
  isEnabled: status === 'enabled',
  types: destination.enabled_events,
  apiVersion: null,
});
