import type { DenialReason } from '../domain/access/denial.ts';
import { AppError } from '../errors.ts';

const sentences: Readonly<Record<DenialReason, string>> = {
  key_invalid: 'This key is unknown, revoked or expired. Your dashboard lists the keys that work.',
  suspended: 'This organization is suspended.',
  licence_not_accepted:
    'Your organization has not accepted the current licence of this data. Accept it on your dashboard, under Licences.',
  use_case_not_approved:
    'The licence of this data asks for an approved use case, and that of this key’s app is not approved. Your dashboard shows its state, under Apps.',
  payment_required: 'You have no paid plan. Choose one on the pricing page, or pay your open invoice.',
  dataset_not_in_plan: 'Your plan does not include this dataset or API.',
  scope_missing: 'This key’s scopes do not include this dataset or API.',
  ip_not_allowed: 'This key may not be used from this IP address.',
  signature_required:
    'Your organization ruled that we refuse its unsigned reads. Sign this request with one of its signing keys.',
  signature_invalid: 'The signature of this request does not hold.',
  nonce_repeated: 'A request with this nonce was served before. Sign each request anew, also when you send it again.',
  rate_limited: 'This key reached its rate limit. Wait as many seconds as Retry-After says.',
  too_many_in_flight: 'This key has too many requests in progress. Wait until one of them ends.',
  spend_cap_reached:
    'This request would exceed your spend cap. Raise the cap on your dashboard, or wait for the next period.',
  credit_exhausted: 'Your prepaid credit does not cover this request. Buy credit on your dashboard.',
  quota_exhausted:
    'Your allowance for this period does not cover this request. Wait for the next period, or upgrade your plan now.',
};

/** The sentence in place of `quota_exhausted`'s own, if only the app's share is used up. */
const shareUsedUp =
  'Your app’s share of the allowance for this period does not cover this request. Raise the app’s share, or wait for the next period.';

/** Facts about a denial beside its reason. */
type Known = {
  /** When the same call may be admitted again by itself; it is rounded up to whole seconds. */
  readonly retryAfterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The share of the caller's app is used up. */
  readonly isOfApp?: boolean | undefined;
  /** A sentence about this call, in place of the reason's own. */
  readonly detail?: string | undefined;
};

/** A denial as the answer to a caller: one sentence a reason. */
export const deniedError = (reason: DenialReason, { retryAfterMs, headers, isOfApp, detail }: Known = {}): AppError =>
  new AppError(reason, isOfApp ? shareUsedUp : (detail ?? sentences[reason]), {
    headers,
    retryAfterSeconds: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
  });
