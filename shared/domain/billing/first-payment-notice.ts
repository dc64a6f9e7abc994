import { dayMs, occasion, type View } from './notice-view.ts';

/** How long after its end it is told of: less than a notice's claim is kept, so that nobody hears of it twice. */
const toldWithinMs = 30 * dayMs;

/** The bank returned the first debit, and we ended the subscription: it gave nothing, and can be bought again. */
export function firstPaymentFailed(was: View | null, is: View) {
  const { endedAt, endedBecause } = is.subscription;
  if (endedAt === null || endedBecause !== 'first_payment_failed') return null;
  if (was?.subscription.endedBecause === endedBecause || Date.parse(is.at) - Date.parse(endedAt) > toldWithinMs)
    return null;
  const told = { kind: 'payment_failed', because: 'debit_returned', accessUntil: null, payAt: null } as const;
  return { ...occasion(is, 'first_payment_failed', endedAt), ...told };
}
