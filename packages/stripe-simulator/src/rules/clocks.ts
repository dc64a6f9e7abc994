import { pinned, type Rule } from './rule.ts';

/** Rules about test clocks. */
export const clockRules = [
  {
    id: 'H1',
    says: 'A test clock has at most three customers.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H1b',
    says: 'A customer of a test clock has at most three subscriptions.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H2',
    says: 'A test clock advances by two intervals of its shortest subscription at most, two years without one.',
    source: 'https://docs.stripe.com/api/test_clocks/advance',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H3',
    says: 'A test clock goes 30 days after it was created, with its customers and their subscriptions.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H4',
    says: 'Advancing a test clock takes some time: it is `advancing` until a read finds it `ready`.',
    source: 'https://docs.stripe.com/api/test_clocks/advance',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H5',
    says: 'Lists leave out the objects of test clocks, unless the request names the clock.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'H6',
    says: 'Bank debits are not collected while a test clock advances, but afterwards and in real time.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
