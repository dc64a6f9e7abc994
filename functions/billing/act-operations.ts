import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { RefundBody } from './act-fields.ts';
import { contestOperations } from './contest-operations.ts';
import { CompBody, CompEndBody } from './give-comp.ts';
import { CreditBody } from './give-credit.ts';
import { UnitsBody } from './give-units.ts';
import { OfferBody } from './offerable.ts';
import type { billingRoutes } from './routes.ts';
import { LimitsBody } from './set-limits.ts';
import { WithdrawalBody } from './withdraw-offer.ts';

const ofGiven = {
  group: 'operator',
  answers: { 200: 'AdminGivenView' },
  problems: ['not_found', 'conflict'],
} as const satisfies Partial<Operation>;

/** The description of what operators do to the money and the access of one organization. */
export const moneyActOperations = {
  ...contestOperations,
  'GET /v1/admin/catalogue': {
    id: 'compareCatalogue',
    group: 'operator',
    summary: 'Compare the catalogue with Stripe',
    description: 'The changes that a push of the catalogue would make at Stripe, field by field. It makes none.',
    answers: { 200: 'CatalogueComparisonView' },
    problems: ['invalid_request', 'conflict', 'stripe_unavailable'],
  },
  'GET /v1/admin/stripe/{id}': {
    id: 'findAtStripe',
    group: 'operator',
    summary: 'Find what a Stripe ID is of',
    description:
      'The organization behind an invoice, a payment, a refund, a dispute, a checkout or a subscription. Stripe is asked for that object alone.',
    answers: { 200: 'StripeSearchView' },
    problems: ['invalid_request', 'conflict', 'stripe_unavailable'],
  },
  'GET /v1/admin/accounts/{id}/billing/given': {
    ...ofGiven,
    id: 'readGiven',
    summary: 'Read what was given',
    description: 'Plans and badges free of charge, prepaid units, and limits of its own. Ended gifts are listed too.',
    problems: ['not_found'],
  },
  'GET /v1/admin/accounts/{id}/billing/invoices': {
    id: 'listInvoicesOf',
    group: 'operator',
    summary: 'List an organization’s invoices',
    description: 'The invoices as Stripe has them, newest first. Drafts are left out.',
    query: pageParameters,
    answers: { 200: 'Listing<InvoiceView>' },
    problems: ['invalid_request', 'not_found', 'stripe_unavailable'],
  },
  'GET /v1/admin/accounts/{id}/billing/refunds': {
    id: 'previewRefund',
    group: 'operator',
    summary: 'Preview a refund',
    description: 'The amount, and whether the refund policy then ends the subscription.',
    query: {
      invoice: { description: 'Stripe’s id of the invoice. Without it: the last one that cost something.' },
      amountMinor: { description: 'In minor units. Without it: all that is left.', schema: { type: 'integer' } },
    },
    answers: { 200: 'RefundView' },
    problems: ['invalid_request', 'not_found', 'conflict', 'stripe_unavailable'],
  },
  'POST /v1/admin/accounts/{id}/billing/refunds': {
    id: 'refundInvoice',
    group: 'operator',
    summary: 'Refund an invoice',
    description:
      'In whole or in part, once an order. It is refused where it would end the subscription and the caller does not say so.',
    body: RefundBody,
    answers: { 200: 'RefundView' },
    problems: ['not_found', 'conflict', 'idempotency_key_reused', 'stripe_unavailable'],
  },
  'POST /v1/admin/accounts/{id}/billing/credit': {
    ...ofGiven,
    id: 'giveMoneyCredit',
    summary: 'Give credit',
    description: 'It reduces the organization’s next invoices at Stripe, once an order.',
    body: CreditBody,
    problems: ['not_found', 'conflict', 'idempotency_key_reused', 'stripe_unavailable'],
  },
  'POST /v1/admin/accounts/{id}/billing/comps': {
    ...ofGiven,
    id: 'giveComp',
    summary: 'Give a plan or a badge',
    description: 'Free of charge until the end of a day. It is no subscription, and ends by itself.',
    body: CompBody,
  },
  'POST /v1/admin/accounts/{id}/billing/comps/end': {
    ...ofGiven,
    id: 'endComp',
    summary: 'End a plan or badge that was given',
    description: 'It ends now. Its subscriptions stay.',
    body: CompEndBody,
  },
  'POST /v1/admin/accounts/{id}/billing/units': {
    ...ofGiven,
    id: 'giveUnits',
    summary: 'Give prepaid units',
    description: 'They are spent after the allowances, as units that were bought. Under one key they are given once.',
    body: UnitsBody,
    problems: ['not_found', 'conflict', 'idempotency_key_reused'],
  },
  'POST /v1/admin/accounts/{id}/billing/offers': {
    ...ofGiven,
    id: 'offerPrice',
    summary: 'Offer a private price',
    description: 'This organization alone can buy the plan or badge at it, until the end of a day or without an end.',
    body: OfferBody,
    problems: ['not_found', 'conflict', 'idempotency_key_reused', 'stripe_unavailable'],
  },
  'POST /v1/admin/accounts/{id}/billing/offers/withdraw': {
    ...ofGiven,
    id: 'withdrawOffer',
    summary: 'Withdraw a private price',
    description: 'It can no longer be bought. A subscription that pays it stays.',
    body: WithdrawalBody,
    problems: ['not_found', 'conflict', 'stripe_unavailable'],
  },
  'PUT /v1/admin/accounts/{id}/billing/limits': {
    ...ofGiven,
    id: 'setLimits',
    summary: 'Set limits of one organization',
    description:
      'Requests a minute and the allowance, in place of those of its plans, with a last day or without an end.',
    body: LimitsBody,
  },
} as const satisfies Partial<Operations<typeof billingRoutes>>;
