import { pinned, type Rule } from '../rule.ts';

/** Rules about coupons and promotion codes. */
export const discountRules = [
  {
    id: 'D1',
    says: 'Deleting a coupon leaves the discounts that it gave.',
    source: 'https://docs.stripe.com/billing/subscriptions/coupons',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D2',
    says: 'A coupon takes more than 0 and at most 100 percent off.',
    source: 'stripe-node 23.1.0, Coupons.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D2b',
    says: 'A coupon can be redeemed for at most five years.',
    source: 'stripe-node 23.1.0, Coupons.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D3',
    says: 'Active promotion codes are unique, whatever the case of their letters.',
    source: 'stripe-node 23.1.0, PromotionCodes.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D4',
    says: 'A discount for one invoice is spent when that invoice becomes final.',
    source: 'https://docs.stripe.com/billing/subscriptions/coupons',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D5',
    says: 'The months of a discount count from the day on which it was first applied.',
    source: 'https://docs.stripe.com/billing/subscriptions/coupons',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D6',
    says: 'A subscription has at most 20 discounts.',
    source: 'https://docs.stripe.com/billing/subscriptions/coupons',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'D6b',
    says: 'A coupon over an amount counts in its own currency only.',
    source: 'https://docs.stripe.com/billing/subscriptions/coupons',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
