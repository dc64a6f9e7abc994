import { pinned, type Rule } from './rule.ts';

/** Rules about idempotency keys and repeats. */
export const idempotencyRules = [
  {
    id: 'Y1',
    says: 'An idempotency key has at most 255 characters.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y2',
    says: 'Once a request has begun, its first answer is kept for its key, refusals and failures too.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y3',
    says: 'Other parameters under a known key are an `idempotency_error`.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y4',
    says: 'A request whose parameters do not validate is not kept.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y4b',
    says: 'A request that meets one under way with its key is answered 409, and is not kept.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y5',
    says: 'A key on a GET or DELETE does nothing.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y6',
    says: 'An answer that is repeated says `Idempotent-Replayed: true`.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Y7',
    says: 'A key repeats its first answer for 24 hours, whatever has changed since.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'SDK1',
    says: 'An answer with `Stripe-Should-Retry: false` is not asked for again by the SDK.',
    source: 'stripe-node 23.1.0, RequestSender.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
