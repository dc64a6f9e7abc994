import { pinned, type Rule } from './rule.ts';

/** Rules about the billing portal. */
export const portalRules = [
  {
    id: 'G1',
    says: 'A portal configuration offers changes between the prices of at most 10 products.',
    source: 'stripe-node 23.1.0, BillingPortal/Configurations.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'G2',
    says: 'The portal links to the terms and privacy pages of its configuration, else of the account’s public details.',
    source: 'https://docs.stripe.com/customer-management/configure-portal',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'G3',
    says: 'A subscription that was cancelled in the portal can be renewed there until it ends.',
    source: 'https://docs.stripe.com/customer-management/configure-portal',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'G4',
    says: 'A portal configuration can let buyers pause subscriptions; its default is not documented, and is on here.',
    source: 'stripe-node 23.1.0, BillingPortal/Configurations.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
