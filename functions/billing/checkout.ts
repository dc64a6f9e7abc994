import * as z from 'zod';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { buyable } from './buyable.ts';
import { boughtFields, refuseAlreadyBought, refuseCardTesting, refuseHopeless, seatsOf } from './buying.ts';
import { currencyFor } from './currency.ts';
import { buyerOf, customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { refuseWithdrawn } from './offers.ts';
import { endPrevious, openNext, urlAnswer } from './open-session.ts';
import { pageReaderOf } from './page-reader.ts';

/** The body of a purchase by card. */
export const CheckoutBody = z.strictObject(boughtFields);

/**
 * POST /v1/checkout: a link to Stripe's checkout for one plan or badge that is not held yet, with its affiliates where it has them.
 * Two checkouts cannot become two subscriptions of one plan (`shared/domain/billing/README.md`, "Checkout").
 * The previous session is ended first. If it was paid after all, the account is synced with Stripe.
 */
export const startCheckout =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { price, affiliates, currency: wanted } = bodyOf(request, CheckoutBody);
    const account = await buyerOf(deps, request);
    const sold = await buyable(deps, price, account);
    const seats = seatsOf(sold, { affiliates, account });
    await refuseHopeless(deps, sold, account);
    await refuseCardTesting(deps, account);
    const customerId = await customerOf(deps, account);
    const { subscriptions } = await deps.billing.read(account.id);
    refuseAlreadyBought(deps.catalog, sold, subscriptions);
    const currency = currencyFor({ sold, hasSeats: seats !== null, account, subscriptions }, wanted);
    const line = personLine(deps, request.session, { action: 'checkout.started', detail: { price } });
    const checkout = { accountId: account.id, customerId, sold, seats, currency, line };
    const { previous, completed } = await endPrevious(deps, checkout);
    if (completed)
      refuseAlreadyBought(deps.catalog, sold, (await syncAccount(deps, account.id, customerId)).subscriptions);
    const url = await openNext(deps, checkout, { previous, reader: pageReaderOf(deps, request) });
    await refuseWithdrawn(deps, account.id, sold);
    return urlAnswer(url);
  };
