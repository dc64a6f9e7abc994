import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { StripeUnavailable } from './gateway.ts';
import { maxAgain, type Pace } from './pace.ts';

/** The version of Stripe's API that the SDK's types describe, and at which the webhook endpoint is made. */
export const apiVersion: string = Stripe.API_VERSION;

/** With one retry a call without an answer takes 20 s. A function that a buyer waits for has 25 s. */
const timeoutMs = 10_000;

/** The key itself, or where it is as it is now: each request then asks. */
type SecretKey = string | { readonly current: () => Promise<string> };

const authenticatedBy =
  (secretKey: Exclude<SecretKey, string>): NonNullable<Stripe.StripeConfig['authenticator']> =>
  async (request) => {
    request.headers.Authorization = `Bearer ${await secretKey.current()}`;
  };

/**
 * The SDK, at the API version of its own types. `apiBase` (scheme, host, port) points it elsewhere than Stripe, for tests. Where `pace` is
 * given, every request waits for it, each page of a list and each retry too. A request that Stripe answers with 429 is made again: the SDK
 * does not repeat a plain one.
 */
export function stripeClient(secretKey: SecretKey, apiBase?: string, pace?: Pace): Stripe {
  const base = apiBase ? new URL(apiBase) : undefined;
  return new Stripe(typeof secretKey === 'string' ? secretKey : '', {
    ...(typeof secretKey !== 'string' && { authenticator: authenticatedBy(secretKey) }),
    maxNetworkRetries: pace ? 2 : 1,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: 'Tollgate' },
    ...(pace && { httpClient: pacedClient(pace) }),
    ...(base && { host: base.hostname, port: base.port, protocol: base.protocol === 'http:' ? 'http' : 'https' }),
  });
}

/**
 * The SDK's own client, paced; a request's time limit begins when its turn has come. A limiter refuses before anything is done, so that asking
 * again does no harm. https://docs.stripe.com/rate-limits
 */
export function pacedClient(pace: Pace): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const request = client.makeRequest.bind(client);
  return Object.assign(client, {
    async makeRequest(...input: Parameters<typeof request>) {
      const [, , path, method] = input;
      await pace.turn({ method, path });
      let response = await request(...input);
      for (let attempt = 1; attempt <= maxAgain && isLimited(response); attempt++) {
        response.dispose?.();
        await pace.again({ method, path }, { reason: headerOf(response, 'stripe-rate-limited-reason'), attempt });
        response = await request(...input);
      }
      return response;
    },
  });
}

type Response = Awaited<ReturnType<Stripe.HttpClient['makeRequest']>>;

/** Whether it is refused for its pace, and the SDK would leave it at that. */
const isLimited = (response: Response): boolean =>
  response.getStatusCode() === 429 && headerOf(response, 'stripe-should-retry') !== 'true';

function headerOf(response: Response, name: string): string | undefined {
  const value: unknown = response.getHeaders()[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Runs a call; what may pass by itself (no answer, 5xx, 429, a key in use) becomes StripeUnavailable. @throws AppError `rate_limited` where
 * one subscription has had its invoices of a minute or a day
 */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isSubscriptionFull(error)) throw tooManyInvoices(error);
    if (mayPass(error)) throw new StripeUnavailable(error);
    throw error;
  }
}

/** Stripe says of what its limit is; such a call did nothing. https://docs.stripe.com/rate-limits */
const isSubscriptionFull = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeRateLimitError &&
  error.headers?.['stripe-rate-limited-reason'] === 'resource-specific';

const tooManyInvoices = (cause: unknown) =>
  new AppError(
    'rate_limited',
    'Stripe creates at most 10 invoices a minute and 20 a day for one subscription. Nothing was changed or charged. Try again in a minute, or tomorrow.',
    { cause, retryAfterSeconds: 60 },
  );

/** More than an operator's tries in a day: each finds the kept refusals of those before. */
const maxKeys = 20;

/**
 * Makes a call under an idempotency key. Stripe keeps its first answer to a key for a day, a refusal or a 500 too, and would repeat it to
 * every retry. Past such an answer the call is made under the next key (https://docs.stripe.com/api/idempotent_requests).
 */
export async function underKey<T>(key: string, call: (idempotencyKey: string) => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < maxKeys; attempt++) {
    try {
      return await call(`${key}:${attempt}`);
    } catch (error) {
      if (!isRepeated(error)) throw error;
    }
  }
  return call(`${key}:${maxKeys}`);
}

/** A key that other parameters change: Stripe refuses a known key with others, even where the first call was refused. At most 255 long. */
export function keyFor(name: string, input: object): string {
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  return `${name.slice(0, 200)}:${digest.slice(0, 32)}`;
}

/** Whether this is a failure of the past that Stripe has kept, not one of now. */
export const isRepeated = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.headers?.['idempotent-replayed'] === 'true';

/** Whether Stripe says that the object does not exist. */
export const isMissing = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
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
