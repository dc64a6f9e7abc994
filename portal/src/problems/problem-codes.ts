import type { ProblemCode, problems } from '../../../shared/errors.ts';

/** Statuses of all problem codes; the compiler holds it to the API's own table. */
export const problemStatuses: { readonly [Code in ProblemCode]: (typeof problems)[Code]['status'] } = {
  invalid_request: 400,
  invalid_signature: 400,
  key_in_query: 400,
  link_invalid: 401,
  session_missing: 401,
  passkey_invalid: 401,
  key_missing: 401,
  key_malformed: 401,
  key_invalid: 401,
  payment_required: 402,
  credit_exhausted: 402,
  spend_cap_reached: 402,
  licence_not_accepted: 403,
  suspended: 403,
  scope_missing: 403,
  ip_not_allowed: 403,
  dataset_not_in_plan: 403,
  csrf: 403,
  origin_not_allowed: 403,
  operator_only: 403,
  passkey_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  plan_held: 409,
  handle_taken: 409,
  key_limit: 409,
  licence_stale: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  quota_exhausted: 429,
  too_many_in_flight: 429,
  internal: 500,
  stripe_unavailable: 503,
  unavailable: 503,
  metering_unavailable: 503,
  query_too_heavy: 503,
};

export const problemCodes = Object.keys(problemStatuses) as ProblemCode[];

/** Whether the portal can explain this code. */
export const isKnownProblem = (code: string): code is ProblemCode => Object.hasOwn(problemStatuses, code);
