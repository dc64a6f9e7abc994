import type { ProblemCode } from '../../../shared/errors.ts';

/** Codes of the problems that refuse requests of a key, those of a plan first. A test holds them to the API’s. */
export const reasons = [
  'payment_required',
  'quota_exhausted',
  'credit_exhausted',
  'spend_cap_reached',
  'rate_limited',
  'too_many_in_flight',
  'scope_missing',
  'ip_not_allowed',
  'dataset_not_in_plan',
  'licence_not_accepted',
  'use_case_not_approved',
  'signature_required',
  'signature_invalid',
  'nonce_repeated',
  'key_invalid',
  'suspended',
] as const satisfies readonly ProblemCode[];
