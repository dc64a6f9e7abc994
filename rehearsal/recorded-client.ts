import Stripe from 'stripe';
import type { Transcript } from './transcript.ts';

type Request = Parameters<Stripe.HttpClient['makeRequest']>;
type Response = Awaited<ReturnType<Stripe.HttpClient['makeRequest']>>;

/** An HTTP client over another one, which it asks; `signal` aborted, no further request goes out. */
export function recordedClient(
  inner: Stripe.HttpClient,
  transcript: Transcript | null,
  signal: AbortSignal,
): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  return Object.assign(client, {
    async makeRequest(...input: Request): Promise<Response> {
      signal.throwIfAborted();
      const answered = transcript?.begin();
      const response = await inner.makeRequest(...input);
      if (!answered) return response;
      const [, , path, method, , body] = input;
      const answer: unknown = await response.toJSON();
      const requestId = String(response.getHeaders()['request-id'] ?? '');
      answered({ method, path, body: body ?? '', status: response.getStatusCode(), answer, requestId });
      return withJson(response, answer);
    },
  });
}

/** A response whose body was read already. */
export const withJson = (response: Response, json: unknown, status = response.getStatusCode()): Response =>
  ({
    getStatusCode: () => status,
    getHeaders: () => response.getHeaders(),
    getRawResponse: () => response.getRawResponse(),
    toStream: (done: () => void) => response.toStream(done),
    toJSON: async () => json,
  }) as Response;
