/** The `error` of a Stripe answer. https://docs.stripe.com/api/errors */
export type StripeErrorBody = {
  readonly type: 'invalid_request_error' | 'card_error' | 'api_error' | 'idempotency_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  /** The refused payment's intent, as the refusal left it. */
  readonly payment_intent?: object;
};

/** A request that Stripe refuses: the status and body of its answer, and headers beside those of every answer. */
export class StripeProblem extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: StripeErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

type Details = { readonly code?: string; readonly param?: string };

/** 400 `invalid_request_error`. */
export const invalidRequest = (message: string, details: Details = {}) =>
  new StripeProblem(400, { type: 'invalid_request_error', message, ...details });

/** A reference to an object that does not exist. In Stripe it is 404 for the object in the path, and 400 for one in the parameters. */
export const noSuch = (kind: string, id: string, param: string) =>
  new StripeProblem(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  });

/** Refuses something that Stripe has and the simulator lacks, so that nobody relies on it in silence. */
export const unsupported = (what: string, param?: string) =>
  invalidRequest(
    `The Stripe simulator does not implement ${what}; Stripe does. See the README of @tollgate/stripe-simulator.`,
    {
      code: 'simulator_unsupported',
      ...(param ? { param } : {}),
    },
  );

/** 400 `parameter_missing`, also for parameters that Stripe requires and its types do not. */
export const missingParameter = (name: string) =>
  invalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
