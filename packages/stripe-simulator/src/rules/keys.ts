import { pinned, type Rule } from './rule.ts';

/** Rules about restricted keys. */
export const keyRules = [
  {
    id: 'J1',
    says: 'A restricted key needs the permission that Stripe’s reference gives for each endpoint.',
    source: 'https://docs.stripe.com/keys/permissions-reference',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'J2',
    says: 'Reading an invoice needs the read of credit notes too.',
    source: 'https://docs.stripe.com/keys/permissions-reference',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'J2b',
    says: 'Expanding an object needs the permission to read it.',
    source: 'https://docs.stripe.com/stripe-apps/reference/permissions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'J3',
    says: 'A key’s permission is looked at before the request’s parameters; no page says so.',
    source: 'https://docs.stripe.com/keys/restricted-api-keys',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'J4',
    says: 'Test clocks need a permission of their own, `rak_billing_clock_write`.',
    source: 'https://docs.stripe.com/keys/permissions-reference',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E6',
    says: 'A restricted key reads an event only with the read of the event’s resource.',
    source: 'https://docs.stripe.com/event-destinations',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
