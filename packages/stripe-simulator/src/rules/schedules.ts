import { pinned, type Rule } from './rule.ts';

/** Rules about subscription schedules. */
export const scheduleRules = [
  {
    id: 'S1',
    says: 'A schedule that is made `from_subscription` takes no other setting in that call.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S1b',
    says: 'A schedule has at most 10 phases.',
    source: 'stripe-node 23.1.0, SubscriptionSchedules.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S1c',
    says: 'Each phase begins where the one before it ends.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S1d',
    says: 'A phase has a `duration` or an `end_date`, never both.',
    source: 'stripe-node 23.1.0, SubscriptionSchedules.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S1e',
    says: 'The first phase of a request names its `start_date`.',
    source: 'stripe-node 23.1.0, SubscriptionSchedules.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S2',
    says: 'A phase takes what neither it nor `default_settings` says from the customer or the account, not from the subscription.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S3',
    says: 'A phase that is entered in mid-period prorates by its own `proration_behavior`.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S4',
    says: 'A phase sets its items over a direct change that the subscription had meanwhile.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S4b',
    says: 'A change of the subscription’s metadata does not reach its schedule.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'S5',
    says: 'Only a schedule that has not ended can be released.',
    source: 'stripe-node 23.1.0, SubscriptionSchedules.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
