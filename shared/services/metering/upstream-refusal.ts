import { AppError, type ProblemCode } from '../../errors.ts';
import type { CallFailure } from '../../http/call-out.ts';
import { deniedError } from '../../http/denied.ts';
import { rateLimitHeaders } from '../../http/rate-limit.ts';
import type { UpstreamDenied } from './upstream-admission.ts';

/** The answer to a refused call, with the state of its limits. */
export const denial = ({ reason, detail, retryAfterSeconds, standings, isOfApp }: UpstreamDenied): AppError =>
  deniedError(reason, {
    retryAfterMs: retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000,
    headers: { 'tollgate-cost': '0', ...rateLimitHeaders(standings) },
    isOfApp,
    detail,
  });

const failures: Record<CallFailure, readonly [ProblemCode, string]> = {
  timed_out: [
    'upstream_timeout',
    'The API did not respond in time. You were not charged. Request less data, or try again later.',
  ],
  too_large: [
    'upstream_too_large',
    'The response is larger than 5 MB. You were not charged. Request a smaller page, fewer fields or a shorter time range.',
  ],
  not_public: ['upstream_unavailable', 'The API could not be reached. You were not charged. Try again later.'],
  unreachable: ['upstream_unavailable', 'The API could not be reached. You were not charged. Try again later.'],
  broken: ['upstream_invalid', 'The API’s response was incomplete or invalid. You were not charged. Try again.'],
};

/** The answer if an upstream gave none. Only the log has the exact cause. */
export function failed(failure: CallFailure, cause?: unknown): AppError {
  const [code, sentence] = failures[failure];
  return new AppError(code, sentence, { cause });
}

/** The upstream answered, but not as its operator declared. */
export const notAsDeclared = (what: string): AppError =>
  new AppError('upstream_invalid', 'The API’s response could not be metered. You were not charged. Contact support.', {
    cause: new Error(what),
  });
