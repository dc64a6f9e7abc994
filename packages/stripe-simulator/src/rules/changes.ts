import { pinned, type Rule } from './rule.ts';

/** Rules about changes of subscriptions, schedules and pending updates. */
export const changeRules = [
  {
    id: 'L6',
    says: 'A subscription gets at most 10 new invoices a minute and 20 a day.',
    source: 'https://docs.stripe.com/rate-limits',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
