import { pinned, type Rule } from './rule.ts';

/** Rules about changes that wait for their payment. */
export const pendingUpdateRules = [
  {
    id: 'U1',
    says: 'A change that waits for its payment sets prices and quantities: it cannot take an item away (`items[].deleted`).',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates-reference',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U1b',
    says: 'A change that waits for its payment sets no field that makes no invoice, such as the description.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates-reference',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U2',
    says: 'A pending update expires after 23 hours, and its invoice is voided.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U2b',
    says: 'A pending update expires with the earliest period of an item, if that ends before the 23 hours.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U3',
    says: 'Voiding the invoice of a pending update drops the update.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U3b',
    says: 'A newer change of the items drops a pending update and voids its invoice.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'U3c',
    says: 'A schedule that enters a phase drops a pending update.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
