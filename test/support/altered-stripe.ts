import type Stripe from 'stripe';
import { withJson } from '../../rehearsal/recorded-client.ts';

type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: Json };
type Asked = { readonly method: string; readonly path: string; readonly body: string };

/** An answer as another Stripe would give it; the same one where nothing differs. */
export type Alteration = (answer: Answer, asked: Asked) => Answer;

/** A client whose answers are another Stripe's. */
export const altered =
  (alteration: Alteration) =>
  (client: Stripe.HttpClient): Stripe.HttpClient => {
    const request = client.makeRequest.bind(client);
    return Object.assign(client, {
      async makeRequest(...input: Parameters<typeof request>) {
        const [, , path, method, , sent] = input;
        const response = await request(...input);
        const before = { status: response.getStatusCode(), body: (await response.toJSON()) as Json };
        const { status, body } = alteration(before, { method, path, body: sent ?? '' });
        return withJson(response, body, status);
      },
    });
  };

/** Changes every object of a type wherever it is in an answer. */
export const eachObject =
  (type: string, change: (object: Json) => Json): Alteration =>
  ({ status, body }) => ({ status, body: within(body, type, change) as Json });

function within(value: unknown, type: string, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((each) => within(each, type, change));
  if (value === null || typeof value !== 'object') return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, within(each, type, change)]));
  return inner.object === type ? change(inner) : inner;
}

/** Answers what Stripe refuses with a code that it does not have today. */
export const renamedCode =
  (code: string, to: string): Alteration =>
  ({ status, body }) => {
    const error = body.error as Json | undefined;
    return { status, body: error?.code === code ? { ...body, error: { ...error, code: to } } : body };
  };

/** Refuses requests whose address and parameters match, as a Stripe that is stricter would. */
export const refusing =
  (address: RegExp, parameters: RegExp): Alteration =>
  (answer, { method, path, body }) =>
    address.test(`${method} ${path}`) && parameters.test(decodeURIComponent(body))
      ? {
          status: 400,
          body: { error: { type: 'invalid_request_error', message: 'Refused by this Stripe.', param: 'x' } },
        }
      : answer;
