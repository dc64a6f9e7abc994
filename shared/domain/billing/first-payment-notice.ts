import { dayMs, occasion, type View } from './notice-view.ts';

/** How long after the end a notice may still be made. It is shorter than the life of a notice's claim, so nobody gets it twice. */
const notifyWithinMs = 30 * dayMs;

/** The notice of a first debit that the bank returned. We ended the subscription, which gave nothing and can be bought again. */
export function firstPaymentFailed(was: View | null, is: View) {
  const { endedAt, endedBecause } = is.subscription;
  if (endedAt === null || endedBecause !== 'first_payment_failed') return null;
  if (was?.subscription.endedBecause === endedBecause || Date.parse(is.at) - Date.parse(endedAt) > notifyWithinMs)
    return null;
  const content = { kind: 'payment_failed', because: 'debit_returned', accessUntil: null, payAt: null } as const;
  return { ...occasion(is, 'first_payment_failed', endedAt), ...content };
}
