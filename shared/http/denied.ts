import type { DenialReason } from '../domain/access/denial.ts';
import { AppError } from '../errors.ts';

const sentences: Readonly<Record<DenialReason, string>> = {
  key_invalid: 'This key is not known, was revoked or has expired. Your dashboard lists those that work.',
  suspended: 'This account is suspended.',
  licence_not_accepted:
    'The licence of this data, or its current version, is not accepted. Accept it on your dashboard, under Licences.',
  payment_required: 'There is no paid plan at the moment. Choose one on the pricing page, or pay the open invoice.',
  dataset_not_in_plan: 'Your plan does not include it.',
  scope_missing: 'This key may not be used for it.',
  ip_not_allowed: 'This key may not be used from this network address.',
  rate_limited: 'This key has made as many requests as it may in this time. Wait as long as Retry-After says.',
  too_many_in_flight: 'This key has as many requests under way as it may. Wait for one of them to end.',
  spend_cap_reached:
    'Too little is left below your spend cap for this call. Raise it on your dashboard, or wait for the next period.',
  credit_exhausted: 'Too little prepaid credit is left for this call. Top it up on your dashboard.',
  quota_exhausted:
    'Too little is left of the allowance of this period for this call. It starts anew with the next one; a larger plan helps at once.',
};

/** Facts about a denial beside its reason. */
type Known = {
  /** When the same call may be admitted again by itself; it is rounded up to whole seconds. */
  readonly retryAfterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A denial as the answer to a caller: one sentence a reason. */
export const deniedError = (reason: DenialReason, { retryAfterMs, headers }: Known = {}): AppError =>
  new AppError(reason, sentences[reason], {
    headers,
    retryAfterSeconds: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
  });
