import { creditLowMail } from './mails/credit-low.ts';
import { keyExpiresMail } from './mails/key-expires.ts';
import { spendCapReachedMail } from './mails/spend-cap-reached.ts';
import { topUpFailedMail } from './mails/top-up-failed.ts';
import { usageReachedMail } from './mails/usage-reached.ts';

/** The mails about keys, their usage and what pays for it, by their names on the queue. */
export const usageMails = {
  usage_reached: usageReachedMail,
  spend_cap_reached: spendCapReachedMail,
  top_up_failed: topUpFailedMail,
  credit_low: creditLowMail,
  key_expires: keyExpiresMail,
};
