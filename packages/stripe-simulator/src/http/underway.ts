import { StripeProblem } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';
import { type HttpRequest, headerOf } from './exchange.ts';
import { parseForm } from './form.ts';
import { rateLimited } from './rate-limit.ts';

/** Resolves when the answer to a call may be sent; undefined: at once. Until then the call is under way. */
export type HoldAnswer = (call: Pick<HttpRequest, 'method' | 'path'>) => Promise<void> | undefined;

/**
 * Notes a call as under way, and answers how to end that. `id` is the object that its path names, empty for none. Throws if a call
 * under way forbids it. That is 409 for the same idempotency key, and 429 for the same object or meter, or for too many calls at once.
 */
export type Underway = (request: HttpRequest, id: string) => () => void;

/** The calls under way of one account. `most` is how many there may be at once; undefined: any number. */
export function underwayOf(rules: RuleSet, most: number | undefined): Underway {
  if (most !== undefined && !(Number.isInteger(most) && most >= 1))
    throw new RangeError('concurrentCalls is a whole number from 1, or left out for no limit.');
  const held = new Set<string>();
  let calls = 0;
  return (request, id) => {
    if (rules.isOn('L3') && calls >= (most ?? Number.POSITIVE_INFINITY)) throw rateLimited('global-concurrency');
    const claims = claimsOf(request, id).filter(({ rule }) => rules.isOn(rule));
    const taken = claims.find(({ name }) => held.has(name));
    if (taken) throw taken.problem();
    for (const { name } of claims) held.add(name);
    calls += 1;
    return () => {
      for (const { name } of claims) held.delete(name);
      calls -= 1;
    };
  };
}

type Claim = { readonly rule: 'Y4b' | 'L5' | 'L8'; readonly name: string; readonly problem: () => StripeProblem };

/** Everything that a call has to itself while it is under way. */
function claimsOf(request: HttpRequest, id: string): Claim[] {
  if (request.method === 'GET') return [];
  const key = request.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  const meter = request.path === '/v1/billing/meter_events' ? meterOf(request) : '';
  return [
    ...(key ? [{ rule: 'Y4b', name: `key ${key}`, problem: () => keyInUse(key) } as const] : []),
    ...(id ? [{ rule: 'L5', name: `object ${id}`, problem: locked } as const] : []),
    ...(meter
      ? [{ rule: 'L8', name: `meter ${meter}`, problem: () => rateLimited('resource-specific') } as const]
      : []),
  ];
}

function meterOf({ body }: HttpRequest): string {
  const { event_name, payload } = parseForm(body);
  return JSON.stringify([event_name, typeof payload === 'object' ? payload.stripe_customer_id : null]);
}

/** https://docs.stripe.com/error-low-level#idempotency */
const keyInUse = (key: string) =>
  new StripeProblem(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });

/** A lock is no limiter, so no header names one. https://docs.stripe.com/rate-limits */
const locked = () =>
  new StripeProblem(
    429,
    {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.',
    },
    { 'stripe-should-retry': 'true' },
  );
