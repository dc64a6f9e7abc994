import { compareCatalogue } from './compare-catalogue.ts';
import { contestRoutes } from './contest-routes.ts';
import type { BillingDeps } from './deps.ts';
import { findAtStripe } from './find-at-stripe.ts';
import { endComp, giveComp } from './give-comp.ts';
import { giveMoneyCredit } from './give-credit.ts';
import { giveUnits } from './give-units.ts';
import { offerPrice } from './offer-price.ts';
import { readGiven } from './read-given.ts';
import { previewRefund, refundInvoice } from './refund-invoice.ts';
import { setLimits } from './set-limits.ts';
import { withdrawOffer } from './withdraw-offer.ts';

/** The console's routes for money and access of one organization, contests included, for the catalogue beside Stripe, and for its ids. */
export const actRoutes = (deps: BillingDeps) => ({
  ...contestRoutes(deps),
  'GET /v1/admin/catalogue': compareCatalogue(deps),
  'GET /v1/admin/stripe/{id}': findAtStripe(deps),
  'GET /v1/admin/accounts/{id}/billing/given': readGiven(deps),
  'GET /v1/admin/accounts/{id}/billing/refunds': previewRefund(deps),
  'POST /v1/admin/accounts/{id}/billing/refunds': refundInvoice(deps),
  'POST /v1/admin/accounts/{id}/billing/credit': giveMoneyCredit(deps),
  'POST /v1/admin/accounts/{id}/billing/comps': giveComp(deps),
  'POST /v1/admin/accounts/{id}/billing/comps/end': endComp(deps),
  'POST /v1/admin/accounts/{id}/billing/units': giveUnits(deps),
  'POST /v1/admin/accounts/{id}/billing/offers': offerPrice(deps),
  'POST /v1/admin/accounts/{id}/billing/offers/withdraw': withdrawOffer(deps),
  'PUT /v1/admin/accounts/{id}/billing/limits': setLimits(deps),
});
