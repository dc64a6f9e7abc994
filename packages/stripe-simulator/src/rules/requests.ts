import { pinned, type Rule } from './rule.ts';

/** Rules about requests as such: versions, their lengths, and the answers that may pass. */
export const requestRules = [
  {
    id: 'V1',
    says: 'A request for an API version that does not exist is refused.',
    source: 'https://docs.stripe.com/api/versioning',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'V4',
    says: 'An account has at most 16 event destinations and webhook endpoints together.',
    source: 'https://docs.stripe.com/event-destinations',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'V6',
    says: 'A request may be answered 409 or 424, which pass as 429 and 5xx do.',
    source: 'https://docs.stripe.com/api/errors',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'V7',
    says: 'Each text has a longest length: an email 512 characters, a name 256, a lookup key 200, others 5,000.',
    source: 'https://docs.stripe.com/api',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'V3',
    says: 'The API version of a webhook endpoint cannot be changed.',
    source: 'stripe-node 23.1.0, WebhookEndpoints.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'V5',
    says: 'Checkout sessions and payment intents are created without `payment_method_types`.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'W1',
    says: 'A key of metadata has at most 40 characters, and a value 500.',
    source: 'https://docs.stripe.com/api/metadata',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
