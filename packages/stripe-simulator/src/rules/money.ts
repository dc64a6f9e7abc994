import { pinned, type Rule } from './rule.ts';

/** Rules about payments, refunds, disputes, taxes and currencies. */
export const moneyRules = [
  {
    id: 'P1',
    says: 'A confirmed payment intent with automatic payment methods needs `return_url`, unless it allows no redirects.',
    source: 'https://docs.stripe.com/api/payment_intents/create',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
