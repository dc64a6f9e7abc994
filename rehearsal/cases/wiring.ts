import type { Case } from '../case.ts';
import { accountCases } from './account.ts';
import { buyingCases } from './buying.ts';
import { byInvoiceCases } from './by-invoice.ts';
import { cancellingCases } from './cancelling.ts';
import { checkoutCases } from './checkout.ts';
import { couponCases } from './coupons.ts';
import { currencyCases } from './currencies.ts';
import { debitCases } from './debits.ts';
import { disputeCases } from './disputes.ts';
import { keyCases } from './keys.ts';
import { moreChangeCases } from './more-changes.ts';
import { overageCases } from './overage.ts';
import { planChangeCases } from './plan-changes.ts';
import { questionCases } from './questions.ts';
import { refundCases } from './refunds.ts';
import { renewalCases } from './renewals.ts';
import { requestCases } from './requests.ts';
import { scheduledCases } from './scheduled.ts';
import { topUpCases } from './top-ups.ts';
import { trialCases } from './trials.ts';
import { usageCases } from './usage.ts';

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
  ...refundCases,
  ...disputeCases,
  ...couponCases,
  ...currencyCases,
  ...requestCases,
  ...accountCases,
  ...keyCases,
  ...debitCases,
  ...questionCases,
];
