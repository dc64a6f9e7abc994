import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header over the bytes that are sent. https://docs.stripe.com/webhooks#verify-manually */
export function signatureHeader(body: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}
