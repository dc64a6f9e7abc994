import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { readAutoTopUp, setAutoTopUp } from './auto-top-up.ts';
import { openBillingPortal } from './billing-portal.ts';
import { payByInvoice } from './by-invoice.ts';
import { changePlan } from './change-plan.ts';
import { startCheckout } from './checkout.ts';
import { returnFromCheckout } from './checkout-return.ts';
import type { BillingDeps } from './deps.ts';
import { exportAccount } from './export.ts';
import { readInvoices } from './invoices.ts';
import { giveNewCustomer } from './new-customer.ts';
import { previewPlanChange } from './preview-plan-change.ts';
import { previewSeats, setSeats } from './seats.ts';
import { setSpendCap } from './spend-cap.ts';
import { cancelSubscription, resumeSubscription } from './subscription.ts';
import { startTopUp } from './top-up.ts';

/** The catalogue, checkout, Stripe's billing portal, invoices, a copy of all that is kept of an account, and the life of a subscription as far as the buyer steers it. */
export const billing = (deps: BillingDeps) =>
  httpFunction(deps, {
    'GET /v1/catalog': async (request) => {
      knownParameters(request, []);
      return ok(catalogView(deps.catalog), { 'cache-control': 'public, max-age=60' });
    },
    'GET /v1/invoices': readInvoices(deps),
    'GET /v1/account/export': exportAccount(deps),
    'PUT /v1/spend-cap': setSpendCap(deps),
    'POST /v1/checkout': startCheckout(deps),
    'POST /v1/checkout/return': returnFromCheckout(deps),
    'GET /v1/credit/auto-top-up': readAutoTopUp(deps),
    'PUT /v1/credit/auto-top-up': setAutoTopUp(deps),
    'POST /v1/credit/top-ups': startTopUp(deps),
    'POST /v1/checkout/invoice': payByInvoice(deps),
    'POST /v1/admin/accounts/{id}/new-customer': giveNewCustomer(deps),
    'POST /v1/billing-portal': openBillingPortal(deps),
    'PUT /v1/badges/{handle}/affiliates/seats': setSeats(deps),
    'POST /v1/badges/{handle}/affiliates/seats/preview': previewSeats(deps),
    'POST /v1/subscription/preview': previewPlanChange(deps),
    'POST /v1/subscription/change': changePlan(deps),
    'POST /v1/subscription/cancel': cancelSubscription(deps),
    'POST /v1/subscription/resume': resumeSubscription(deps),
  });
