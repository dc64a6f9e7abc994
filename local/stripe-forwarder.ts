import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { stripeClient } from '../shared/stripe/client.ts';
import type { LocalClock } from './clock.ts';

type Options = {
  readonly secretKey: string;
  readonly apiBase: string;
  /** The address of the webhook, and the secret that signs the events. */
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly clock: LocalClock;
  readonly pollMs?: number;
};

/** Each poll starts so long before the newest event, because Stripe's timestamps are whole seconds and may lag. */
const overlapSeconds = 60;

/**
 * Sends the events of a real Stripe account to the local webhook, which Stripe cannot reach. It asks for new events every two
 * seconds and posts each one once, oldest first, with Stripe's kind of signature. An event that the webhook refuses is sent again.
 */
export function startStripeForwarder({ secretKey, apiBase, webhook, clock, pollMs = 2_000 }: Options) {
  const stripe = stripeClient(secretKey, apiBase);
  const stopping = new AbortController();
  const forwarded = new Set<string>();
  let newestSeconds = Math.floor(Date.now() / 1000);
  let inHand = 0;

  const forward = async (event: Stripe.Event) => {
    const payload = JSON.stringify(event);
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: webhook.secret, timestamp });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const response = await fetch(webhook.url, { method: 'POST', headers, body: payload, signal: stopping.signal });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The webhook answered ${response.status} to ${event.id}`);
    forwarded.add(event.id);
    newestSeconds = Math.max(newestSeconds, event.created);
  };
  const poll = async () => {
    const since = { gte: newestSeconds - overlapSeconds };
    const found = await stripe.events.list({ created: since, limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const fresh = found.reverse().filter(({ id }) => !forwarded.has(id));
    inHand = fresh.length;
    for (const event of fresh) {
      await forward(event);
      inHand -= 1;
    }
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await poll().catch((error: Error) => {
        if (!stopping.signal.aborted) console.error(`Stripe events: ${error.message}`);
      });
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };
  void loop();
  return { idle: () => inHand === 0, stop: () => stopping.abort() };
}
