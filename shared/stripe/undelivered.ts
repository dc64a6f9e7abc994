import type Stripe from 'stripe';
import type { UndeliveredPage } from './pages.ts';
import { matters } from './stripe-event-types.ts';
import { messageOf } from './webhook.ts';

/**
 * One page of the events that Stripe has not delivered to every endpoint, newest first. Stripe keeps them 30 days
 * (https://docs.stripe.com/webhooks/process-undelivered-events).
 * A list has the account's API version, not the endpoint's, so no version is given. Events of types that do not matter are not parsed.
 */
export async function listUndelivered(stripe: Stripe, cursor: string | undefined): Promise<UndeliveredPage> {
  const after = cursor === undefined ? {} : { starting_after: cursor };
  const { data, has_more } = await stripe.events.list({ delivery_success: false, limit: 100, ...after });
  const messages = data.filter(({ type }) => matters(type)).map((event) => ({ ...messageOf(event), apiVersion: null }));
  return { messages, cursor: has_more ? data.at(-1)?.id : undefined };
}
