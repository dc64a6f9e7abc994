import { nothingElse } from '../../shared/http/body.ts';
import type { Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { moneyActOperations } from './act-operations.ts';
import { AutoTopUpBody } from './auto-top-up.ts';
import { CheckoutBody } from './checkout.ts';
import { CheckoutReturnBody } from './checkout-return.ts';
import { InvoicePurchase } from './invoice-order.ts';
import type { billingRoutes } from './routes.ts';
import { SpendCapBody } from './spend-cap.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { TopUpBody } from './top-up.ts';

const refusals = ['conflict', 'plan_held', 'rate_limited', 'stripe_unavailable', 'not_found'] as const;

/** The description of purchases, subscriptions and invoices, for callers. */
export const billingOperations: Operations<typeof billingRoutes> = {
  ...subscriptionOperations,
  ...moneyActOperations,
  'GET /v1/catalog': {
    id: 'readCatalog',
    group: 'billing',
    summary: 'Read the catalogue',
    description: 'Everything on sale, with its prices in every currency. It needs no session and no key.',
    answers: { 200: 'CatalogView' },
    answerHeaders: ['cache'],
    problems: ['invalid_request'],
  },
  'POST /v1/checkout': {
    id: 'startCheckout',
    audience: 'pages',
    group: 'billing',
    summary: 'Start a checkout',
    description: 'A link to Stripe’s checkout for one plan or badge that you don’t have yet.',
    body: CheckoutBody,
    answers: { 201: 'UrlView' },
    problems: refusals,
  },
  'POST /v1/checkout/return': {
    id: 'returnFromCheckout',
    group: 'billing',
    summary: 'Return from a checkout',
    description: 'Confirms a payment with Stripe, and answers your account.',
    audience: 'pages',
    body: CheckoutReturnBody,
    answers: { 200: 'AccountView' },
    problems: refusals,
  },
  'POST /v1/checkout/invoice': {
    id: 'payByInvoice',
    audience: 'pages',
    group: 'billing',
    summary: 'Pay by invoice',
    description: 'Subscribes on an invoice that you pay by bank transfer. Access begins immediately.',
    body: InvoicePurchase,
    answers: { 201: 'UrlView' },
    problems: [...refusals, 'payment_required'],
  },
  'POST /v1/credit/top-ups': {
    id: 'buyCredit',
    audience: 'pages',
    group: 'billing',
    summary: 'Buy credit',
    description: 'A link to Stripe’s checkout for prepaid credit.',
    body: TopUpBody,
    answers: { 201: 'UrlView' },
    problems: [...refusals, 'payment_required'],
  },
  'GET /v1/credit/auto-top-up': {
    id: 'readAutoTopUp',
    audience: 'pages',
    group: 'billing',
    summary: 'Read auto top-up',
    description: 'The settings of automatic purchases of credit.',
    answers: { 200: 'AutoTopUpView' },
  },
  'PUT /v1/credit/auto-top-up': {
    id: 'setAutoTopUp',
    audience: 'pages',
    group: 'billing',
    summary: 'Set auto top-up',
    description: 'Buys credit with your saved card once fewer records or requests are left than the threshold.',
    body: AutoTopUpBody,
    answers: { 200: 'AutoTopUpView' },
    problems: ['conflict', 'payment_required', 'stripe_unavailable'],
  },
  'POST /v1/billing-portal': {
    id: 'openBillingPortal',
    audience: 'pages',
    group: 'billing',
    summary: 'Open the billing portal',
    description: 'A link to Stripe’s pages for payment methods and invoices.',
    body: nothingElse,
    answers: { 201: 'UrlView' },
    problems: ['not_found', 'conflict', 'stripe_unavailable'],
  },
  'GET /v1/attention': {
    id: 'readAttention',
    audience: 'pages',
    group: 'account',
    summary: 'Read what needs you',
    description:
      'Failing payments, licences to accept, keys that expire within 7 days, and the like, most urgent first.',
    answers: { 200: 'AttentionView' },
    problems: ['invalid_request'],
  },
  'GET /v1/invoices': {
    id: 'listInvoices',
    group: 'billing',
    summary: 'List invoices',
    description: 'The invoices as Stripe has them, newest first.',
    query: pageParameters,
    answers: { 200: 'Listing<InvoiceView>' },
    problems: ['invalid_request', 'not_found', 'stripe_unavailable'],
  },
  'GET /v1/account/export': {
    id: 'exportAccount',
    audience: 'pages',
    group: 'account',
    summary: 'Export your data',
    description: 'Everything that we keep about the organization. Follow the cursor to its end to get it all.',
    query: { cursor: { description: 'The cursor of the previous page.' } },
    answers: { 200: 'ExportView' },
    problems: ['invalid_request', 'not_found', 'stripe_unavailable'],
  },
  'PUT /v1/spend-cap': {
    id: 'setSpendCap',
    audience: 'pages',
    group: 'billing',
    summary: 'Set a spend cap',
    description: 'The most extra usage that we bill in a period. At the cap, requests fail.',
    body: SpendCapBody,
    answers: { 200: 'SpendCapView' },
    problems: ['conflict'],
  },
  'POST /v1/admin/accounts/{id}/new-customer': {
    id: 'replaceCustomer',
    group: 'operator',
    summary: 'Give an organization a new Stripe customer',
    description: 'For an organization whose customer was deleted at Stripe, so that it can buy again.',
    answers: { 200: 'NewCustomerView' },
    problems: ['not_found', 'conflict', 'stripe_unavailable'],
  },
};
