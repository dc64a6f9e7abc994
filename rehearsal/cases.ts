import type { Case } from './case.ts';
import { buyingCases } from './cases/buying.ts';
import { cancellingCases } from './cases/cancelling.ts';
import { checkoutCases } from './cases/checkout.ts';
import { moreChangeCases } from './cases/more-changes.ts';
import { planChangeCases } from './cases/plan-changes.ts';
import { scheduledCases } from './cases/scheduled.ts';

/** Every case of the rehearsal, by subject. */
export const cases: readonly Case[] = [
  ...buyingCases,
  ...checkoutCases,
  ...planChangeCases,
  ...moreChangeCases,
  ...scheduledCases,
  ...cancellingCases,
];
