import { pinned, type Rule } from '../rule.ts';

/** Rules about payments, refunds and disputes. */
export const paymentRules = [
  {
    id: 'P1',
    says: 'A confirmed payment intent with automatic payment methods needs `return_url`, unless it allows no redirects.',
    source: 'https://docs.stripe.com/api/payment_intents/create',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'P2',
    says: 'A bank that wants to see its customer refuses a payment without them: 402 `authentication_required`.',
    source: 'https://docs.stripe.com/payments/save-and-reuse',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'P4',
    says: 'If a first debit fails, Stripe voids the invoice and leaves the subscription `active`.',
    source: 'https://docs.stripe.com/billing/subscriptions/overview',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'P5',
    says: 'A pending update takes no bank debit, and needs `charge_automatically`.',
    source: 'https://docs.stripe.com/billing/subscriptions/pending-updates',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'P6',
    says: 'A renewal that needs authentication leaves its payment intent `requires_action`, and the subscription `past_due`.',
    source: 'https://docs.stripe.com/billing/collection-method',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R1',
    says: 'Refunds never exceed the charge.',
    source: 'stripe-node 23.1.0, Refunds.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R2',
    says: 'A refund of a card waits while the available balance does not suffice.',
    source: 'https://docs.stripe.com/refunds',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R2b',
    says: 'A refund of another payment method fails where the available balance does not suffice.',
    source: 'https://docs.stripe.com/refunds',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R3',
    says: 'A refund may fail days after it was made, and the money returns to the account.',
    source: 'https://docs.stripe.com/refunds',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R4',
    says: 'A charge that is disputed cannot be refunded.',
    source: 'https://docs.stripe.com/error-codes',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R5',
    says: 'A charge shows the ten latest of its refunds.',
    source: 'stripe-node 23.1.0, Refunds.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'R6',
    says: 'An inquiry (`warning_…`) takes no money.',
    source: 'https://docs.stripe.com/disputes/how-disputes-work',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
