import { pinned, type Rule } from '../rule.ts';

/** Rules about amounts in currencies, and about customers. */
export const currencyRules = [
  {
    id: 'X1',
    says: 'An amount in a currency with three decimals ends in 0.',
    source: 'https://docs.stripe.com/currencies',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'X2',
    says: 'An amount in ISK or UGX has two decimals, which are 00.',
    source: 'https://docs.stripe.com/currencies',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'X3',
    says: 'An invoice in UGX is rounded to whole shillings, and the rest goes to the balance.',
    source: 'https://docs.stripe.com/currencies',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'X5',
    says: 'A charge below its currency’s minimum is refused.',
    source: 'https://docs.stripe.com/currencies',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'X5b',
    says: 'An invoice below the minimum charge is paid at once, and its amount is owed on the balance.',
    source: 'stripe-node 23.1.0, Invoices.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'X6',
    says: 'An amount has at most eight digits, in a few currencies more.',
    source: 'stripe-node 23.1.0, PaymentIntents.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'C1',
    says: 'Deleting a customer ends their subscriptions at once.',
    source: 'stripe-node 23.1.0, Customers.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'C2',
    says: 'A customer has no two running subscriptions in different currencies.',
    source: 'https://docs.stripe.com/invoicing/multi-currency-customers',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'C3',
    says: 'A customer’s subscriptions live in the time of the test clock that the customer was created with.',
    source: 'stripe-node 23.1.0, TestHelpers/TestClocks.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
