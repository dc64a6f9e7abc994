import { pinned, type Rule } from '../rule.ts';

/** Rules about Checkout sessions. */
export const checkoutRules = [
  {
    id: 'K1',
    says: 'A Checkout session is open for at least 30 minutes and at most 24 hours.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K2',
    says: 'A Checkout session for a subscription takes at most 20 recurring prices.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K2b',
    says: 'A Checkout session for one payment takes at most 100 lines.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K3',
    says: 'A trial that a Checkout session gives ends at least 48 hours ahead.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K4',
    says: 'Only a Checkout session for a subscription takes `payment_method_collection`.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K5',
    says: 'Only a Checkout session with a `customer` takes `customer_update`.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K6',
    says: 'A payment that is declined at Checkout begins no subscription.',
    source: 'https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K7',
    says: 'A Checkout session that is complete may be unpaid: a debit says later whether it pays.',
    source: 'https://docs.stripe.com/checkout/fulfillment',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K8',
    says: 'A Checkout session for one payment makes an invoice only with `invoice_creation`.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K9',
    says: 'A colour of a Checkout session is a hexadecimal one that begins with `#`.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'K10',
    says: 'A Checkout session shows a logo or an icon, never both; either is a file or an address.',
    source: 'stripe-node 23.1.0, Checkout/Sessions.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
