import { pinned, type Rule } from './rule.ts';

/** Rules about requests as such: keys, versions, idempotency, limits, events. */
export const requestRules = [
  {
    id: 'V4',
    says: 'An account has at most 16 event destinations and webhook endpoints together.',
    source: 'https://docs.stripe.com/event-destinations',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
