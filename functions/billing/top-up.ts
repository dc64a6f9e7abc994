import * as z from 'zod';
import { type CreditPlan, creditPlanOf } from '../../shared/domain/billing/credit.ts';
import { creditPriceOf } from '../../shared/domain/catalog/credit-price.ts';
import { largestChargeMinor } from '../../shared/domain/money.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import { refuseCardTesting } from './buying.ts';
import { successUrlOf } from './checkout-return.ts';
import { refuseOtherCurrency } from './currency.ts';
import { customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { openAttempt } from './open-session.ts';

const maxPacks = 1_000;
const TopUp = z.strictObject({ packs: wholeNumber(1, maxPacks).default(1) });

/**
 * POST /v1/credit/top-ups: a link to Stripe's checkout for so many packs of prepaid units. The session before is ended; if it was paid after
 * all, it is credited, and this is one more. Of two at once one gets a session, as of a plan.
 */
export const startTopUp = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const { packs } = bodyOf(request, TopUp);
    const plan = soldCredit(deps, packs);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    await refuseCardTesting(deps, account);
    const customerId = await customerOf(deps, account);
    refuseOtherCurrency(plan.name, plan.credit.currency, (await deps.billing.read(account.id)).subscriptions);
    const bought = { accountId: account.id, customerId, plan, packs };
    const previous = await endPrevious(deps, bought);
    const guarded = { accountId: account.id, id: guardOf(plan), previous };
    return created({ url: await openAttempt(deps, guarded, (attempt) => create(deps, bought, attempt)) });
  });

/** The plan whose units can be bought, and so many packs of them in one go. @throws AppError 400, 409 where nothing is sold in advance */
export function soldCredit({ catalog }: Pick<BillingDeps, 'catalog'>, packs: number): CreditPlan {
  const plan = creditPlanOf(catalog);
  if (!plan || !creditPriceOf(plan)) throw new AppError('conflict', 'Nothing is sold in advance here.');
  const most = Math.floor(largestChargeMinor(plan.credit.currency) / plan.credit.amountMinor);
  if (packs > most) throw invalid([{ field: 'packs', message: `must be a whole number from 1 to ${most}` }]);
  return plan;
}

type Bought = {
  readonly accountId: string;
  readonly customerId: string;
  readonly plan: CreditPlan;
  readonly packs: number;
};

const guardOf = ({ id }: CreditPlan): string => `credit:${id}`;

/** Nobody else's session of this can still be paid afterwards; one that was paid is credited. */
async function endPrevious(deps: BillingDeps, { accountId, customerId, plan }: Bought): Promise<CheckoutGuard | null> {
  const previous = await deps.checkouts.read(accountId, guardOf(plan));
  if (!previous?.sessionId) return previous;
  const { status } = await deps.stripe.expireCheckout(previous.sessionId);
  if (status === 'complete') await syncAccount(deps, accountId, customerId);
  return previous;
}

const create = (deps: BillingDeps, { accountId, customerId, plan, packs }: Bought, attempt: number) =>
  deps.stripe.createTopUp(
    {
      accountId,
      customerId,
      lookupKey: creditPriceOf(plan)?.lookupKey ?? '',
      packs,
      units: packs * plan.credit.units,
      currency: plan.credit.currency,
      taxes: deps.catalog.settings.tax !== undefined,
      successUrl: successUrlOf(deps),
      cancelUrl: `${deps.origin}/dashboard?checkout=cancelled`,
    },
    `checkout:${accountId}:${guardOf(plan)}:${attempt}`,
  );
