import { pinned, type Rule } from '../rule.ts';

/** Rules about invoices and their collection. */
export const invoiceRules = [
  {
    id: 'N1',
    says: 'A first invoice by `send_invoice` stays a draft for an hour.',
    source: 'https://docs.stripe.com/billing/invoices/subscription',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N3',
    says: 'A final invoice keeps the name and address that its customer had.',
    source: 'https://docs.stripe.com/invoicing/integration/workflow-transitions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N4',
    says: 'Only an open or uncollectible invoice can be voided.',
    source: 'https://docs.stripe.com/invoicing/integration/workflow-transitions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N4b',
    says: 'Only an open invoice can be marked uncollectible.',
    source: 'https://docs.stripe.com/invoicing/integration/workflow-transitions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N4c',
    says: 'Only an open or uncollectible invoice can be paid.',
    source: 'https://docs.stripe.com/invoicing/integration/workflow-transitions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N5',
    says: 'Only an open invoice can be sent.',
    source: 'https://docs.stripe.com/invoicing/integration/workflow-transitions',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'N9',
    says: 'An invoice that asks for nothing is paid at once.',
    source: 'https://docs.stripe.com/billing/invoices/subscription',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'B12',
    says: 'While collection is paused, renewals stay drafts, are voided or given up, as `pause_collection` says.',
    source: 'https://docs.stripe.com/billing/subscriptions/pause-payment',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'B13',
    says: 'A subscription that is paid by invoice is past due once an invoice is.',
    source: 'https://docs.stripe.com/billing/collection-method',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'B14',
    says: 'A card that was refused for good is not charged again until there is another.',
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
    apiVersion: pinned,
    seenAtStripe: null,
  },
  {
    id: 'E8',
    says: 'An invoice that cannot become final stays a draft, and `invoice.finalization_failed` says so.',
    source: 'stripe-node 23.1.0, Events.d.ts',
    apiVersion: pinned,
    seenAtStripe: null,
  },
] as const satisfies readonly Rule[];
