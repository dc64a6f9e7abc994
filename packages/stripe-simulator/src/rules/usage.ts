import { pinned, type Rule } from './rule.ts';

/** Rules about meters, metered prices, and the invoices that bill usage. */
export const usageRules = [
  {
    id: 'M2',
    says: 'A meter event’s timestamp lies in the past 35 days or the next 5 minutes.',
    source: 'stripe-node 23.1.0, Billing/MeterEvents.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
