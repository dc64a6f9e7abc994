import { pinned, type Rule } from './rule.ts';

/** Rules about events and webhooks. */
export const eventRules = [
  {
    id: 'V2',
    says: 'An event is sent in its endpoint’s version, and listed in the account’s default of its time.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E1',
    says: 'Any 2xx takes a webhook; a redirect is a failure.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E2',
    says: 'A webhook that fails is sent again for three days.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E3',
    says: 'Webhooks may come twice and in any order.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E4',
    says: 'Events can be read for 30 days.',
    source: 'https://docs.stripe.com/api/events',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E9',
    says: 'Thin events go to event destinations of API v2, and to no webhook endpoint.',
    source: 'https://docs.stripe.com/event-destinations',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E10',
    says: 'An old signing secret counts for up to a day after it was rolled; a webhook then has a signature by each.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E11',
    says: 'A webhook endpoint that is disabled gets no more webhooks, also no retries.',
    source: 'https://docs.stripe.com/webhooks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
