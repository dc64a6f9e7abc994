import type Stripe from 'stripe';
import { invoicing } from './by-invoice.ts';
import { checkoutCalls } from './checkout-calls.ts';
import { calling } from './client.ts';
import { customerCalls } from './customer-calls.ts';
import { finalizing } from './finalizing.ts';
import type { StripeGateway } from './gateway.ts';
import { listInvoices, listPayments } from './invoices.ts';
import { moneyBack } from './payments.ts';
import { refunding } from './refund.ts';
import { subscriptionChanges, subscriptionLists } from './subscription-calls.ts';
import { toppingUp } from './top-ups.ts';
import { listUndelivered } from './undelivered.ts';

/** The gateway over Stripe's SDK. */
export const stripeGateway = (stripe: Stripe): StripeGateway => ({
  listInvoices: (customerId, page) => calling(() => listInvoices(stripe, customerId, page)),
  listPayments: (customerId, span) => calling(() => listPayments(stripe, customerId, span)),
  listUndelivered: (cursor) => calling(() => listUndelivered(stripe, cursor)),
  ...customerCalls(stripe),
  ...checkoutCalls(stripe),
  ...subscriptionLists(stripe),
  ...subscriptionChanges(stripe),
  ...invoicing(stripe),
  ...moneyBack(stripe),
  ...refunding(stripe),
  ...finalizing(stripe),
  ...toppingUp(stripe),
});
