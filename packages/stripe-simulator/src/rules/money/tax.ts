import { pinned, type Rule } from '../rule.ts';

/** Rules about tax and tax IDs. */
export const taxRules = [
  {
    id: 'T1',
    says: 'Where the account is not registered, no tax is computed and nothing is refused.',
    source: 'https://docs.stripe.com/tax/subscriptions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T2',
    says: 'A subscription with automatic tax needs a customer with a valid location.',
    source: 'https://docs.stripe.com/tax/subscriptions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T2b',
    says: 'An address that cannot be taxed is refused under `tax[validate_location]=immediately`.',
    source: 'stripe-node 23.1.0, Customers.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T3',
    says: 'The `tax_behavior` of a price stays once it is set.',
    source: 'stripe-node 23.1.0, Prices.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T4',
    says: 'An invoice that lacks its customer’s location becomes final without tax.',
    source: 'stripe-node 23.1.0, Invoices.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T5',
    says: 'Stripe turns automatic tax off on a subscription whose customer has no valid location.',
    source: 'stripe-node 23.1.0, Subscriptions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T6',
    says: 'A tax ID is checked after it was taken; until then it is `pending`.',
    source: 'https://docs.stripe.com/billing/customer/tax-ids',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'T7',
    says: 'Tax IDs of other kinds than VAT change the tax too, such as `sg_gst` and `nz_gst`.',
    source: 'https://docs.stripe.com/billing/customer/tax-ids',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
