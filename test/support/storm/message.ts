import { createHmac } from 'node:crypto';
import type { StripeMessage } from '../../../shared/domain/billing/stripe-message.ts';
import { verifiedMessage } from '../../../shared/stripe/webhook.ts';
import type { StormEvent } from './timeline.ts';

/** The secret that signs the storm's webhooks. */
export const stormSecret = 'whsec_storm';

/** The webhook as Stripe sends it at `now`: the body and its signature. */
export function signedWebhook(event: StormEvent, now: Date): { readonly body: string; readonly signature: string } {
  const body = JSON.stringify(event);
  const seconds = Math.floor(now.getTime() / 1000);
  const v1 = createHmac('sha256', stormSecret).update(`${seconds}.${body}`).digest('hex');
  return { body, signature: `t=${seconds},v1=${v1}` };
}

/** The message that `stripe-webhook` puts into the queue for an event. */
export function messageOf(event: StormEvent): StripeMessage {
  const now = new Date();
  const { body, signature } = signedWebhook(event, now);
  return verifiedMessage({ body: Buffer.from(body), signature }, [stormSecret], now);
}
