import { pinned, type Rule } from './rule.ts';

/** Rules about how much may be asked: rates, requests under way, locks, reads. */
export const limitRules = [
  {
    id: 'L1',
    says: 'An account may make 100 requests a second live, and 25 in a sandbox.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L2',
    says: 'Each operation takes 25 requests a second, whatever the ids.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L3',
    says: 'Requests that are under way are limited, in all and for each operation; no number is named.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L4',
    says: 'A 429 names its limiter in `Stripe-Rate-Limited-Reason`.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L5',
    says: 'The second of two mutations that meet on one object is answered 429 `lock_timeout`, without a reason.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L7',
    says: 'In a sandbox a meter event counts as any other request; live they have a limit of their own.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L8',
    says: 'One meter event at a time is taken for each customer and meter.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L9',
    says: 'An account may read 500 times for each transaction of the last 30 days, and 10,000 times at least.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'L10',
    says: 'Searches take 20 requests a second.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H8',
    says: 'A sandbox takes 25 requests a second in all.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
