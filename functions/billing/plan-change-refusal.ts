import type { PlanChangeRefusal } from '../../shared/domain/billing/plan-change.ts';
import { type Sold, soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import { withoutAffiliates } from './buying.ts';

const sentences: Readonly<Record<Exclude<PlanChangeRefusal, 'no_affiliates' | 'held'>, string>> = {
  not_standing: 'It is not paid, so it cannot be changed. Pay what is open first, on your dashboard.',
  cancelled: 'It is cancelled. Take that back first, then change it.',
  paused: 'Its payments are paused. Write to us to go on, then change it.',
  not_ours: 'It is of nothing that we sell here, so it cannot be changed here. Write to us.',
  other_product:
    'A plan changes to a plan, and a badge to another interval or number of affiliates. Buy the other one by itself.',
  dearer_in_trial:
    'This plan costs more than the one you try. Change to it once the trial is over, or cancel the trial and buy it now.',
};

/** A 409 that says why a plan cannot be changed as requested. */
export function planChangeRefusal(because: PlanChangeRefusal, sold: Sold): AppError {
  if (because === 'held')
    return new AppError('plan_held', `You hold ${soldName(sold)} already, in another subscription.`);
  return because === 'no_affiliates' ? withoutAffiliates(sold) : new AppError('conflict', sentences[because]);
}
