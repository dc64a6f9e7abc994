import { StripeProblem } from '../core/problem.ts';

/** Counts a call of the API; throws 429 where the last second has seen as many as are allowed, which a refused one is not of. */
export type RateLimit = () => void;

/**
 * At most `perSecond` calls in any one second of `nowMs`, as Stripe's global limit; none where it is undefined. Throws a
 * `RangeError` unless it is a whole number above 0. https://docs.stripe.com/rate-limits
 */
export function rateLimitOf(perSecond: number | undefined, nowMs: () => number): RateLimit {
  if (perSecond === undefined) return () => {};
  if (!Number.isInteger(perSecond) || perSecond < 1)
    throw new RangeError('rateLimitPerSecond is a whole number from 1, or left out for no limit.');
  const calls: number[] = [];
  return () => {
    const now = nowMs();
    while (calls[0] !== undefined && calls[0] <= now - 1_000) calls.shift();
    if (calls.length >= perSecond) throw rateLimited;
    calls.push(now);
  };
}

/** 429 `rate_limit`, which the answer's header gives the reason of. */
export const rateLimited = new StripeProblem(429, {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.',
});
