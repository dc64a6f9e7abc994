import { httpFunction } from '../../shared/http/stacks.ts';
import { actRoutes } from './act-routes.ts';
import { openBillingPortal } from './billing-portal.ts';
import { readCatalog } from './catalog.ts';
import type { BillingDeps } from './deps.ts';
import { exportAccount } from './export.ts';
import { readInvoices, readInvoicesOf } from './invoices.ts';
import { giveNewCustomer } from './new-customer.ts';
import { purchaseRoutes } from './purchase-routes.ts';
import { billingRoutes } from './routes.ts';
import { setSpendCap } from './spend-cap.ts';
import { subscriptionRoutes } from './subscription-routes.ts';

/** Catalogue, purchases, subscriptions, invoices, spend cap, Stripe's billing portal and the export of an account's data. */
export const billing = (deps: BillingDeps) =>
  httpFunction(deps, billingRoutes, {
    'GET /v1/catalog': readCatalog(deps),
    'GET /v1/invoices': readInvoices(deps),
    'GET /v1/admin/accounts/{id}/billing/invoices': readInvoicesOf(deps),
    'GET /v1/account/export': exportAccount(deps),
    'PUT /v1/spend-cap': setSpendCap(deps),
    'POST /v1/admin/accounts/{id}/new-customer': giveNewCustomer(deps),
    ...actRoutes(deps),
    'POST /v1/billing-portal': openBillingPortal(deps),
    ...purchaseRoutes(deps),
    ...subscriptionRoutes(deps),
  });
