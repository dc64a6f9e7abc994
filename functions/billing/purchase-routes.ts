import { readAttention } from './attention.ts';
import { readAutoTopUp, setAutoTopUp } from './auto-top-up.ts';
import { payByInvoice } from './by-invoice.ts';
import { startCheckout } from './checkout.ts';
import { returnFromCheckout } from './checkout-return.ts';
import type { BillingDeps } from './deps.ts';
import { startTopUp } from './top-up.ts';

/** Routes that buy: checkout, orders by invoice and prepaid credit; and what needs the organization, which is payments first of all. */
export const purchaseRoutes = (deps: BillingDeps) => ({
  'GET /v1/attention': readAttention(deps),
  'POST /v1/checkout': startCheckout(deps),
  'POST /v1/checkout/return': returnFromCheckout(deps),
  'GET /v1/credit/auto-top-up': readAutoTopUp(deps),
  'PUT /v1/credit/auto-top-up': setAutoTopUp(deps),
  'POST /v1/credit/top-ups': startTopUp(deps),
  'POST /v1/checkout/invoice': payByInvoice(deps),
});
