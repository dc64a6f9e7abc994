import { pinned, type Rule } from './rule.ts';

/** Rules about lists and single objects. */
export const objectRules = [
  {
    id: 'Q1',
    says: 'A list has a `limit` from 1 to 100.',
    source: 'https://docs.stripe.com/api/pagination',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Q1b',
    says: 'A list takes one cursor, `starting_after` or `ending_before`.',
    source: 'https://docs.stripe.com/api/pagination',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Q2',
    says: 'A list of prices takes at most 10 lookup keys.',
    source: 'stripe-node 23.1.0, Prices.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Q3',
    says: 'A path of `expand` has at most four levels.',
    source: 'https://docs.stripe.com/api/expanding_objects',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E5',
    says: 'A list of events takes at most 20 types.',
    source: 'stripe-node 23.1.0, Events.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Q4',
    says: 'A list of subscriptions without `status` leaves out those that were cancelled.',
    source: 'stripe-node 23.1.0, Subscriptions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'Z1',
    says: 'A product that has prices cannot be deleted; it is archived.',
    source: 'stripe-node 23.1.0, Products.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
