import { StripeProblem } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';

/** Why a limiter refuses: what the header `Stripe-Rate-Limited-Reason` says. https://docs.stripe.com/rate-limits */
export type RateLimitedReason = 'global-rate' | 'global-concurrency' | 'endpoint-rate' | 'resource-specific';

/**
 * Counts a call of one operation (`GET /v1/subscriptions/:id`: ids make no difference). Throws 429 where the last second has had
 * the allowed number of calls, in all or of that operation. A refused call is not counted.
 */
export type RateLimit = (operation: string) => void;

/** Limits in calls a second: of all operations together, and of each one. */
export type CallsPerSecond = { readonly inAll?: number; readonly ofEndpoint?: number };

/** A sandbox allows 25 calls a second in all. https://docs.stripe.com/rate-limits */
const inAllUnlessSaid = 25;

/** Stripe allows 25 calls a second of each operation, live and in a sandbox. https://docs.stripe.com/rate-limits */
const ofEndpointUnlessSaid = 25;
const searches = 20;

/**
 * Allows at most `inAll` calls in any one second of `nowMs`, and `ofEndpoint` of each operation; what is left out is 25. Without either there is
 * no limit. Throws a `RangeError` unless they are whole numbers above 0. https://docs.stripe.com/rate-limits
 */
export function rateLimitOf({ inAll, ofEndpoint }: CallsPerSecond, rules: RuleSet, nowMs: () => number): RateLimit {
  checkNumber('rateLimitPerSecond', inAll);
  checkNumber('rateLimitPerEndpoint', ofEndpoint);
  if (inAll === undefined && ofEndpoint === undefined) return () => {};
  const unlimited = Number.POSITIVE_INFINITY;
  const all = lastSecond(rules.isOn('L1') ? (inAll ?? (rules.isOn('H8') ? inAllUnlessSaid : unlimited)) : unlimited);
  const perOperation = new Map<string, LastSecond>();
  const mostOf = (operation: string) => {
    if (rules.isOn('L10') && operation.endsWith('/search')) return searches;
    return rules.isOn('L2') ? (ofEndpoint ?? ofEndpointUnlessSaid) : unlimited;
  };
  return (operation) => {
    const now = nowMs();
    const own = perOperation.get(operation) ?? lastSecond(mostOf(operation));
    perOperation.set(operation, own);
    const countsInAll = rules.isOn('L7') || operation !== 'POST /v1/billing/meter_events';
    if (countsInAll && all.isFull(now)) throw rateLimited('global-rate');
    if (own.isFull(now)) throw rateLimited('endpoint-rate');
    if (countsInAll) all.count(now);
    own.count(now);
  };
}

type LastSecond = { isFull(now: number): boolean; count(now: number): void };

function lastSecond(most: number): LastSecond {
  const calls: number[] = [];
  return {
    isFull(now) {
      while (calls[0] !== undefined && calls[0] <= now - 1_000) calls.shift();
      return calls.length >= most;
    },
    count: (now) => void calls.push(now),
  };
}

function checkNumber(name: string, perSecond: number | undefined): void {
  if (perSecond === undefined || (Number.isInteger(perSecond) && perSecond >= 1)) return;
  throw new RangeError(`${name} is a whole number from 1, or left out for no limit.`);
}

/** 429 `rate_limit`, with the header that names the limiter. */
export const rateLimited = (reason: RateLimitedReason) =>
  new StripeProblem(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.',
    },
    { 'stripe-rate-limited-reason': reason },
  );
