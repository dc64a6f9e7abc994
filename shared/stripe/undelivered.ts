import type Stripe from 'stripe';
import type { UndeliveredPage } from './pages.ts';
import { stripeEventTypes } from './stripe-event-types.ts';
import { messageOf } from './webhook.ts';

/** The types that matter, by as many as one list takes (stripe-node 23.1.0, Events.d.ts). */
const maxTypes = 20;
const ours = Object.keys(stripeEventTypes);
const groups = Array.from({ length: Math.ceil(ours.length / maxTypes) }, (_, n) =>
  ours.slice(n * maxTypes, (n + 1) * maxTypes),
);

/**
 * One page of the events that Stripe has not delivered to every endpoint, newest first within a group of types. Stripe keeps them 30 days
 * (https://docs.stripe.com/webhooks/process-undelivered-events).
 * A list has the account's API version, not the endpoint's, so no version is given. Events of other types are not asked for, since a
 * restricted key must be allowed to read their objects. `cursor` names a group, and the last event that was seen of it.
 */
export async function listUndelivered(stripe: Stripe, cursor: string | undefined): Promise<UndeliveredPage> {
  const [number = '0', seen] = cursor?.split(' ') ?? [];
  const group = Number(number);
  const { data, has_more } = await stripe.events.list({
    delivery_success: false,
    types: groups[group],
    limit: 100,
    ...(seen === undefined ? {} : { starting_after: seen }),
  });
  const messages = data.map((event) => ({ ...messageOf(event), apiVersion: null }));
  if (has_more) return { messages, cursor: `${group} ${data.at(-1)?.id}` };
  return { messages, ...(group + 1 < groups.length && { cursor: String(group + 1) }) };
}
