import { createHmac } from 'node:crypto';
import type { App } from './app.ts';
import type { Reply } from './app-request.ts';
import { webhookSecret } from './app-webhook-secret.ts';

type Signing = { readonly now: Date; readonly secret?: string };

/** An event as Stripe posts it to the webhook: signed over the bytes that are sent. */
export function deliverEvent(app: App, event: object, { now, secret = webhookSecret }: Signing): Promise<Reply> {
  const body = JSON.stringify(event);
  const t = Math.floor(now.getTime() / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return app.request('POST', '/webhooks/stripe', {
    raw: { body, isBase64Encoded: false },
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${t},v1=${v1}` },
  });
}
