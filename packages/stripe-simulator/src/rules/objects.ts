import { pinned, type Rule } from './rule.ts';

/** Rules about single objects: their parameters, lengths, lists, checkout sessions and test clocks. */
export const objectRules = [
  {
    id: 'H1',
    says: 'A test clock has at most three customers.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
