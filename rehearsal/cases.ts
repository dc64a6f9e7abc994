import type { Case } from './case.ts';
import { accountCases } from './cases/account.ts';
import { buyingCases } from './cases/buying.ts';
import { byInvoiceCases } from './cases/by-invoice.ts';
import { cancellingCases } from './cases/cancelling.ts';
import { checkoutCases } from './cases/checkout.ts';
import { couponCases } from './cases/coupons.ts';
import { currencyCases } from './cases/currencies.ts';
import { moneyBackCases } from './cases/money-back.ts';
import { moreChangeCases } from './cases/more-changes.ts';
import { overageCases } from './cases/overage.ts';
import { planChangeCases } from './cases/plan-changes.ts';
import { renewalCases } from './cases/renewals.ts';
import { requestCases } from './cases/requests.ts';
import { scheduledCases } from './cases/scheduled.ts';
import { topUpCases } from './cases/top-ups.ts';
import { trialCases } from './cases/trials.ts';
import { usageCases } from './cases/usage.ts';

/** Every case of the rehearsal, by subject. */
export const cases: readonly Case[] = [
  ...buyingCases,
  ...checkoutCases,
  ...planChangeCases,
  ...moreChangeCases,
  ...scheduledCases,
  ...cancellingCases,
  ...renewalCases,
  ...trialCases,
  ...usageCases,
  ...overageCases,
  ...byInvoiceCases,
  ...topUpCases,
  ...moneyBackCases,
  ...couponCases,
  ...currencyCases,
  ...requestCases,
  ...accountCases,
];
