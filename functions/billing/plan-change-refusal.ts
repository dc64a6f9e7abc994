import type { PlanChangeRefusal } from '../../shared/domain/billing/plan-change.ts';
import { type Sold, soldNameIn } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import { withoutAffiliates } from './buying.ts';

const sentences: Readonly<Record<Exclude<PlanChangeRefusal, 'no_affiliates' | 'held'>, string>> = {
  not_standing: 'This subscription has an unpaid invoice. Pay it on your dashboard first.',
  cancelled: 'This subscription is cancelled. Resume it first, then change it.',
  paused: 'Payments for this subscription are paused. Contact us before you change it.',
  not_ours: 'This subscription is for something we don’t sell here. Contact us to change it.',
  other_product:
    'A plan can change to another plan, a badge to another interval or number of affiliates. Buy anything else separately.',
  dearer_in_trial:
    'This plan costs more than the one in your trial. Upgrade after the trial, or cancel the trial and buy it now.',
};

/** A 409 that says why a plan cannot be changed as requested. */
export function planChangeRefusal(because: PlanChangeRefusal, sold: Sold): AppError {
  if (because === 'held')
    return new AppError('plan_held', `You already have ${soldNameIn(sold, 'en')} in another subscription.`);
  return because === 'no_affiliates' ? withoutAffiliates(sold) : new AppError('conflict', sentences[because]);
}
