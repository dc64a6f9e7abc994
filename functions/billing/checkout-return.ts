import * as z from 'zod';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { ownAccount } from '../../shared/services/accounts/own-account.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { BillingDeps } from './deps.ts';

/** The checkout that the buyer comes from. */
export const CheckoutReturnBody = z.strictObject({ session: line(255) });

/** Each asks Stripe for all that the buyer has; a page asks once, and a few times more where it got no answer. */
const limitPerHour = 60;

/**
 * Where Checkout leads after a payment. Stripe puts the session's id in place of the braces.
 * https://docs.stripe.com/payments/checkout/custom-success-page
 */
export const successUrlOf = ({ origin }: Pick<BillingDeps, 'origin'>): string =>
  `${origin}/app?checkout=success&session={CHECKOUT_SESSION_ID}`;

/**
 * POST /v1/checkout/return {session}: the account, after a sync with Stripe, for a buyer who comes back from Checkout.
 * So a payment gives access at once, even if its webhook is late, lost or parked.
 * @throws AppError 404 for a session that is unknown or another account's
 */
export const returnFromCheckout =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { session } = bodyOf(request, CheckoutReturnBody);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    await refuseHaste(deps, account);
    const customerId = found(account.stripeCustomerId, 'This checkout');
    const checkout = isId.test(session) ? await deps.stripe.readCheckout(session) : null;
    found(checkout?.customerId === customerId ? checkout : null, 'This checkout');
    await syncAccount(deps, account.id, customerId);
    return ok(await ownAccount(deps, request));
  };

/** Stripe need not be asked about anything else. */
const isId = /^cs_\w+$/;

/** @throws AppError 429 */
async function refuseHaste({ throttles, now }: BillingDeps, { id: subject }: Account): Promise<void> {
  const answer = await throttles.pass({ scope: 'checkout-return', subject, limitPerHour }, now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'We checked with Stripe a moment ago. Your dashboard updates automatically.', {
    retryAfterSeconds,
  });
}
