import { type CreditPlan, creditPlanOf } from '../../shared/domain/billing/credit.ts';
import { creditPriceOf } from '../../shared/domain/catalog/credit-price.ts';
import { largestChargeMinor } from '../../shared/domain/money.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import type { BillingDeps } from './deps.ts';

/** The plan whose prepaid credit is sold. @throws AppError 400 for more packs than one charge can buy, 409 where no credit is sold */
export function soldCredit({ catalog }: Pick<BillingDeps, 'catalog'>, packs: number): CreditPlan {
  const plan = creditPlanOf(catalog);
  if (!plan || !creditPriceOf(plan)) throw new AppError('conflict', 'Prepaid credit is not sold here.');
  const most = Math.floor(largestChargeMinor(plan.credit.currency) / plan.credit.amountMinor);
  if (packs > most) throw invalid([{ field: 'packs', message: `must be a whole number from 1 to ${most}` }]);
  return plan;
}
