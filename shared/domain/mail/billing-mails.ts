import { accessEndedMail } from './mails/access-ended.ts';
import { accessEndingMail } from './mails/access-ending.ts';
import { cardExpiringMail } from './mails/card-expiring.ts';
import { paymentFailedMail } from './mails/payment-failed.ts';
import { planChangedMail } from './mails/plan-changed.ts';
import { priceChangedMail } from './mails/price-changed.ts';
import { trialEndingMail } from './mails/trial-ending.ts';
import { trialRefusedMail } from './mails/trial-refused.ts';

/** The mails about a subscription, by their names on the queue. */
export const billingMails = {
  trial_ending: trialEndingMail,
  trial_refused: trialRefusedMail,
  card_expiring: cardExpiringMail,
  payment_failed: paymentFailedMail,
  access_ending: accessEndingMail,
  access_ended: accessEndedMail,
  plan_changed: planChangedMail,
  price_changed: priceChangedMail,
};
