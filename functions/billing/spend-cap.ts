import * as z from 'zod';
import { currencyOf } from '../../shared/domain/billing/currency.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { capCurrency, type SpendCap } from '../../shared/domain/billing/spend-cap.ts';
import { largestChargeMinor } from '../../shared/domain/money.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { spendCapView } from '../../shared/http/present.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { BillingDeps } from './deps.ts';

const allowed = 'must be a whole number of minor units (cents), 0 or more, or null for no cap';
/** The spend cap; null removes it. */
export const SpendCapBody = z.strictObject({
  amountMinor: z
    .number({ error: allowed })
    .refine((amount) => Number.isSafeInteger(amount) && amount >= 0, { error: allowed })
    .nullable(),
});

/** PUT /v1/spend-cap: the most that is billed in a period beyond the plans, in the currency that the account pays in. */
export const setSpendCap =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { amountMinor } = bodyOf(request, SpendCapBody);
    const { accountId } = request.session;
    const [{ grants }, { subscriptions }] = await Promise.all([
      deps.access.read(accountId),
      deps.billing.read(accountId),
    ]);
    const entitlement = entitlementAt(deps.catalog, grants, deps.now());
    const currency = capCurrency(entitlement, currencyOf(subscriptions));
    if (currency === null) throw nothingToCap();
    refuseBeyond(amountMinor, currency);
    const spendCap = amountMinor === null ? null : { amountMinor, currency };
    if (!(await deps.spendCaps.set(accountId, spendCap, auditOf(deps, request, spendCap)))) throw isLeaving();
    return ok(spendCapView({ entitlement, subscriptions, spendCap }));
  };

/** @throws AppError 400 for more than Stripe bills at once, which is no bound */
function refuseBeyond(amountMinor: number | null, currency: string): void {
  const most = largestChargeMinor(currency);
  if (amountMinor === null || amountMinor <= most) return;
  const message = `must be at most ${most}, the largest amount that Stripe bills at once in ${currency}`;
  throw invalid([{ field: 'amountMinor', message }]);
}

const auditOf = (deps: BillingDeps, { session }: SignedInRequest, cap: SpendCap | null) =>
  personLine(deps, session, {
    action: cap ? 'spend_cap.set' : 'spend_cap.removed',
    detail: { cap: cap ? `${cap.amountMinor} ${cap.currency}` : 'none' },
  });

const nothingToCap = () => new AppError('conflict', 'Your plan has no extra usage, so there is nothing to cap.');
const isLeaving = () => new AppError('conflict', 'Your organization is being deleted.');
