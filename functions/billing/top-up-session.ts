import type { CreditPlan } from '../../shared/domain/billing/credit.ts';
import { creditPriceOf } from '../../shared/domain/catalog/credit-price.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { PageReader } from '../../shared/stripe/hosted-pages.ts';
import { successUrlOf } from './checkout-return.ts';
import type { BillingDeps } from './deps.ts';

type Bought = {
  readonly accountId: string;
  readonly customerId: string;
  readonly plan: CreditPlan;
  readonly packs: number;
};

/** The id that guards purchases of a plan's credit, so that two at once get one session. */
export const creditGuardOf = ({ id }: CreditPlan): string => `credit:${id}`;

/** Ends the session of the attempt before, so that it can no longer be paid. One that was paid is credited. */
export async function endPreviousTopUp(
  deps: BillingDeps,
  { accountId, customerId, plan }: Bought,
): Promise<CheckoutGuard | null> {
  const previous = await deps.checkouts.read(accountId, creditGuardOf(plan));
  if (!previous?.sessionId) return previous;
  const { status } = await deps.stripe.expireCheckout(previous.sessionId);
  if (status === 'complete') await syncAccount(deps, accountId, customerId);
  return previous;
}

/** Opens a session of Stripe's checkout for an attempt; repeating the attempt opens no second one. */
export const openTopUp = (
  deps: BillingDeps,
  { accountId, customerId, plan, packs }: Bought,
  { attempt, reader }: { readonly attempt: number; readonly reader: PageReader },
) =>
  deps.stripe.createTopUp(
    {
      accountId,
      customerId,
      lookupKey: creditPriceOf(plan)?.lookupKey ?? '',
      packs,
      units: packs * plan.credit.units,
      currency: plan.credit.currency,
      taxes: deps.catalog.settings.tax !== undefined,
      reader,
      successUrl: successUrlOf(deps),
      cancelUrl: `${deps.origin}/app?checkout=cancelled`,
    },
    `checkout:${accountId}:${creditGuardOf(plan)}:${attempt}`,
  );
