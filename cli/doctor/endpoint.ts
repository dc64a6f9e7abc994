import Stripe from 'stripe';
import type { CatalogChange } from '../../shared/stripe/catalog/plan.ts';
import { stripeEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import type { Parameter } from '../parameters.ts';
import { broken, byHand, dashboard, type Line, ok } from './line.ts';

const push = 'Run `npm run catalog -- push` with --origin and --stage.';

/** The endpoint and the destination of thin events, by the changes that a push would make. */
export function endpointLines(changes: readonly CatalogChange[], url: string): Line[] {
  const kinds = changes.map(({ kind }) => kind);
  const lineOf = (about: string, name: 'webhook' | 'destination', holds: string): Line => {
    if (kinds.includes(`create_${name}`))
      return broken(
        about,
        `there is none at ${url} that is enabled, with ${holds} and a secret that was kept. ${push}`,
      );
    if (kinds.includes(`update_${name}`))
      return broken(about, `its address or its event types are not those of this version. ${push}`);
    if (kinds.includes(`remove_${name}`))
      return broken(about, `a second one at ${url} sends everything twice. ${push}`);
    return ok(about, `${url} with ${holds}.`);
  };
  return [
    lineOf('Webhook endpoint', 'webhook', `all event types, API version ${Stripe.API_VERSION}`),
    lineOf('Event destination', 'destination', 'the events of meters'),
  ];
}

/** Without an origin nobody can say where the endpoint should be. */
export const unknownEndpoint: readonly Line[] = ['Webhook endpoint', 'Event destination'].map((about) =>
  byHand(about, 'give --origin https://your.portal (and --stage) to have it compared.', dashboard.webhooks),
);

/** The first types that can be asked for at once. https://docs.stripe.com/api/events/list */
const someTypes = Object.keys(stripeEventTypes).slice(0, 20);

/** The stage's stored secret. `isRegistered`: the endpoint is there as it should be. */
export type StoredSecret = {
  readonly name: string;
  readonly stored: Parameter | undefined;
  readonly isRegistered: boolean;
};

/**
 * Whether the stored secret verifies what the endpoint signs. Stripe shows a secret once only. But an event that every endpoint took since it
 * was stored proves it, since the webhook refuses any other signature.
 */
export async function secretLine(stripe: Stripe, { name, stored, isRegistered }: StoredSecret): Promise<Line> {
  const about = 'Webhook secret';
  if (stored === undefined) return broken(about, `${name} is not in SSM. ${push}`);
  const unproven = byHand(
    about,
    'no event that the endpoint took proves it. Look at its last deliveries, or buy once in test mode.',
    dashboard.webhooks,
  );
  if (!isRegistered) return unproven;
  const created = { gte: Math.floor(stored.modifiedAt.getTime() / 1000) };
  const [delivered] = (await stripe.events.list({ types: someTypes, delivery_success: true, created, limit: 1 })).data;
  return delivered ? ok(about, `${name} verified the event ${delivered.id}.`) : unproven;
}
