/** The facts about each problem that its page tells beside its texts: whether money moved, the page where it is fixed, and its header fields. */
import { isByLimit } from '../domain/access/denial.ts';
import { type ProblemCode, problems } from '../errors.ts';

/**
 * Whether money moved. `refused`: the request ended before anything was charged or counted. `failed`: it was begun, and failed requests are not
 * counted. `settled`: as `refused`, but a plan change may have billed extra usage before. `earlier`: another request may have been paid.
 * `unsure`: a payment may have gone through although its answer is missing.
 */
export type MoneyMoved = 'refused' | 'failed' | 'settled' | 'earlier' | 'unsure';

const movements: Partial<Record<ProblemCode, MoneyMoved>> = {
  conflict: 'settled',
  rate_limited: 'settled',
  plan_held: 'earlier',
  idempotency_key_reused: 'earlier',
  upstream_unavailable: 'failed',
  upstream_invalid: 'failed',
  upstream_too_large: 'failed',
  upstream_timeout: 'failed',
  query_too_heavy: 'failed',
  internal: 'unsure',
  stripe_unavailable: 'unsure',
  unavailable: 'unsure',
};

/** Whether money moved with this code. */
export const moneyMoved = (code: ProblemCode): MoneyMoved => movements[code] ?? 'refused';

/** The address where a reader fixes each problem: a public page, or one of the portal: `/sign-in`, `/app` and below. */
export const fixedAt: Readonly<Record<ProblemCode, string>> = {
  invalid_request: '/docs/filtering',
  invalid_signature: '/docs/webhooks#verify',
  key_in_query: '/docs/keys#send',
  link_invalid: '/sign-in',
  session_missing: '/sign-in',
  passkey_invalid: '/sign-in',
  key_missing: '/docs/keys#send',
  key_malformed: '/docs/keys#send',
  key_invalid: '/app/keys',
  signature_required: '/docs/signing#sign',
  signature_invalid: '/docs/signing#errors',
  nonce_repeated: '/docs/signing#errors',
  payment_required: '/pricing',
  credit_exhausted: '/app/billing#credit',
  spend_cap_reached: '/app/billing#spend-cap',
  licence_not_accepted: '/app/licences',
  use_case_not_approved: '/app/apps',
  suspended: '/app',
  role_missing: '/app/team',
  invitation_elsewhere: '/sign-in',
  no_organization: '/app',
  scope_missing: '/docs/keys#limit',
  ip_not_allowed: '/docs/keys#limit',
  dataset_not_in_plan: '/pricing',
  field_not_in_plan: '/pricing',
  csrf: '/docs/reference/account',
  origin_not_allowed: '/docs',
  operator_only: '/sign-in',
  passkey_required: '/app/settings#passkeys',
  presence_required: '/sign-in',
  invitation_required: '/app/settings#passkeys',
  not_found: '/docs',
  method_not_allowed: '/docs/gateway#send',
  not_acceptable: '/docs/filtering#formats',
  conflict: '/app',
  plan_held: '/app/billing',
  badge_not_in_force: '/badges/check',
  handle_taken: '/app/badges',
  handle_confusable: '/app/badges',
  key_limit: '/app/keys',
  licence_stale: '/licences',
  too_large: '/docs/limits#sizes',
  unsupported_media_type: '/docs/reference/keys',
  idempotency_key_reused: '/docs/exports#once',
  rate_limited: '/docs/limits#retry',
  quota_exhausted: '/pricing',
  too_many_in_flight: '/docs/limits#which',
  internal: '/status',
  not_implemented: '/docs/badges#show',
  upstream_unavailable: '/docs/gateway#errors',
  upstream_invalid: '/docs/gateway#errors',
  upstream_too_large: '/docs/gateway#errors',
  upstream_timeout: '/docs/gateway#errors',
  stripe_unavailable: '/status',
  unavailable: '/status',
  metering_unavailable: '/status',
  query_too_heavy: '/docs/filtering#time',
};

/** Denials of metered calls that no limit is the cause of. */
const denials: readonly ProblemCode[] = [
  'suspended',
  'licence_not_accepted',
  'use_case_not_approved',
  'payment_required',
  'dataset_not_in_plan',
  'scope_missing',
  'ip_not_allowed',
  'signature_required',
  'signature_invalid',
  'nonce_repeated',
];

/** Whether the log of requests lists calls of a key that were refused with this code. */
export const isLogged = (code: ProblemCode): boolean =>
  code === 'key_invalid' || isByLimit(code) || denials.includes(code);

/** Codes whose answer may say how long to wait: until the next period, or until credit that a lease holds returns. */
const mayEnd: readonly ProblemCode[] = ['spend_cap_reached', 'credit_exhausted', 'conflict'];

/** The header fields of answers with a code, beside those of every problem. */
export type HeaderFields = {
  readonly always: readonly string[];
  readonly sometimes: readonly string[];
  /** On requests that are metered: to datasets, and to APIs with a key. */
  readonly metered: readonly string[];
};

/** The header fields that a program reads in answers with this code. */
export function headerFieldsOf(code: ProblemCode): HeaderFields {
  const { status } = problems[code];
  const waits = status === 429 || status === 503;
  return {
    always: [...(waits ? ['Retry-After'] : []), ...(code === 'method_not_allowed' ? ['Allow'] : [])],
    sometimes: mayEnd.includes(code) ? ['Retry-After'] : [],
    metered: [
      ...(isByLimit(code) ? ['RateLimit', 'RateLimit-Policy'] : []),
      ...(isByLimit(code) || denials.includes(code) ? ['Tollgate-Cost'] : []),
    ],
  };
}
