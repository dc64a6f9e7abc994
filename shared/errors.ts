/**
 * Every way a request can be refused: its HTTP status and the sentence that titles it (RFC 9457).
 * The codes are part of the public surface; clients branch on them.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_signature: { status: 400, title: 'The signature does not match' },
  key_in_query: { status: 400, title: 'A key must not travel in the query string' },
  link_invalid: { status: 401, title: 'This link was used, has expired or is unknown' },
  session_missing: { status: 401, title: 'Sign in first' },
  passkey_invalid: { status: 401, title: 'This passkey was not accepted' },
  key_missing: { status: 401, title: 'An API key is needed' },
  key_malformed: { status: 401, title: 'This is not an API key' },
  key_invalid: { status: 401, title: 'This API key is not valid' },
  signature_required: { status: 401, title: 'A signed request is needed' },
  signature_invalid: { status: 401, title: 'The signature of the request does not hold' },
  nonce_repeated: { status: 401, title: 'This nonce was used before' },
  payment_required: { status: 402, title: 'A paid subscription is needed' },
  credit_exhausted: { status: 402, title: 'The prepaid credit is used up' },
  spend_cap_reached: { status: 402, title: 'The spend cap is reached' },
  licence_not_accepted: { status: 403, title: 'The licence has not been accepted' },
  use_case_not_approved: { status: 403, title: 'The use case has not been approved' },
  suspended: { status: 403, title: 'This organization is suspended' },
  role_missing: { status: 403, title: 'Your role may not do this' },
  invitation_elsewhere: { status: 403, title: 'This invitation is for another address' },
  scope_missing: { status: 403, title: 'This key may not do this' },
  ip_not_allowed: { status: 403, title: 'This key may not be used from this address' },
  dataset_not_in_plan: { status: 403, title: 'The plan does not include this dataset' },
  field_not_in_plan: { status: 403, title: 'The plan does not include this field' },
  csrf: { status: 403, title: 'The request did not come from this site' },
  origin_not_allowed: { status: 403, title: 'The request did not come through the public address' },
  operator_only: { status: 403, title: 'Only operators can do this' },
  passkey_required: { status: 403, title: 'Operators sign in with a passkey' },
  presence_required: { status: 403, title: 'Confirm that it is you' },
  invitation_required: { status: 403, title: 'An operator’s first passkey needs a one-time code' },
  not_found: { status: 404, title: 'Not found' },
  no_organization: { status: 404, title: 'You do not belong to this organization' },
  method_not_allowed: { status: 405, title: 'This path does not accept that method' },
  not_acceptable: { status: 406, title: 'This format is not available' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  plan_held: { status: 409, title: 'You already have this plan' },
  badge_not_in_force: { status: 409, title: 'This badge is not valid' },
  handle_taken: { status: 409, title: 'This handle is taken' },
  handle_confusable: { status: 409, title: 'This handle looks like another' },
  key_limit: { status: 409, title: 'The organization has the maximum number of keys' },
  licence_stale: { status: 409, title: 'This is not the current version of the licence' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was sent with another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  quota_exhausted: { status: 429, title: 'The allowance of this period is used up' },
  too_many_in_flight: { status: 429, title: 'Too many requests at once' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  not_implemented: { status: 501, title: 'This format is not supported' },
  upstream_unavailable: { status: 502, title: 'The API does not respond' },
  upstream_invalid: { status: 502, title: 'The API gave an invalid response' },
  upstream_too_large: { status: 502, title: 'The response is too large' },
  upstream_timeout: { status: 504, title: 'The API takes too long' },
  stripe_unavailable: { status: 503, title: 'The payment service does not respond' },
  unavailable: { status: 503, title: 'The service is not available' },
  metering_unavailable: { status: 503, title: 'Metering is not available' },
  query_too_heavy: { status: 503, title: 'The query takes too long or too much memory' },
} as const;

/** A code of the table above; clients branch on it. */
export type ProblemCode = keyof typeof problems;

/** A mistake in one field of the input: its path, and one sentence that says what is allowed. */
export type FieldError = { readonly field: string; readonly message: string };

type AppErrorOptions = {
  readonly cause?: unknown;
  readonly errors?: readonly FieldError[];
  /** Sent as `Retry-After`, in whole seconds. */
  readonly retryAfterSeconds?: number;
  /** Sent with the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A refusal with a code of the table above and one sentence for the person who reads it. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }

  /** The same refusal with more headers; those that it has already stay as they are. */
  withHeaders(headers: Readonly<Record<string, string>>): AppError {
    const { cause, errors, retryAfterSeconds } = this;
    return new AppError(this.code, this.message, {
      cause,
      errors,
      retryAfterSeconds,
      headers: { ...headers, ...this.headers },
    });
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** The value, or 404. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined)
    throw new AppError('not_found', `${what} does not exist, or it is not yours.`);
  return value;
}

/** A 400 whose sentence is the first field's. */
export function invalid(errors: readonly FieldError[]): AppError {
  const [first] = errors;
  return new AppError('invalid_request', first ? `${first.field} ${first.message}.` : 'The request is not valid.', {
    errors,
  });
}
