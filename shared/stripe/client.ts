import Stripe from 'stripe';
import { StripeUnavailable } from './gateway.ts';

const timeoutMs = 10_000;

/** The SDK, at the API version of its own types. `apiBase` (scheme, host, port) points it elsewhere than Stripe, for tests. */
export function stripeClient(secretKey: string, apiBase?: string): Stripe {
  const base = apiBase ? new URL(apiBase) : undefined;
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: 'Tollgate' },
    ...(base && { host: base.hostname, port: base.port, protocol: base.protocol === 'http:' ? 'http' : 'https' }),
  });
}

/** Runs a call; what may pass by itself (no answer, 5xx, 429, a key in use) becomes StripeUnavailable. */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (mayPass(error)) throw new StripeUnavailable(error);
    throw error;
  }
}

/** Whether Stripe says that the object does not exist. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

function mayPass(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const passing = [
    Stripe.errors.StripeConnectionError,
    Stripe.errors.StripeRateLimitError,
    Stripe.errors.StripeAPIError,
  ];
  return (
    passing.some((kind) => error instanceof kind) ||
    (error.statusCode ?? 0) >= 500 ||
    error.code === 'idempotency_key_in_use'
  );
}
