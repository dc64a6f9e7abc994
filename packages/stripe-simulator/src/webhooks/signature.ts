import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header over the bytes that are sent: one `v1` for each secret, two while an old one still counts.
 * https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(body: string, secrets: readonly string[], timestamp: number): string {
  const signatures = secrets.map((secret) => createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'));
  return [`t=${timestamp}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
}
