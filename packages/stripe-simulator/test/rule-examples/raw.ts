import Stripe from 'stripe';
import { secretKey, type World } from '../world.ts';

type Raw = { readonly body?: string; readonly headers?: Readonly<Record<string, string>>; readonly key?: string };

/** A call without the SDK, which would not send such a request, or not show such an answer. `body` is form data. */
export async function rawCall(
  { simulator }: World,
  endpoint: string,
  { body, headers = {}, key = secretKey }: Raw = {},
) {
  const [method, path] = endpoint.split(' ');
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(body !== undefined && { body }),
  });
  const answer = (await response.json()) as Record<string, never> & { error?: { code?: string } };
  return { status: response.status, headers: response.headers, answer, code: answer.error?.code };
}

/** The SDK with another key, and with none of its own repeats unless `retries` says so. */
export function sdkAs({ simulator }: World, key: string, retries = 0): Stripe {
  const { hostname, port } = new URL(simulator.url);
  return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: retries });
}
