import type { CustomerRefund } from '../../domain/billing/customer-refund.ts';
import type { Write } from '../table/table.ts';
import { refundKey, revenueKey } from './revenue-keys.ts';

export type { CustomerRefund };

/**
 * The writes that bring the rollup of a refund’s day to what Stripe says of it. They are made together or not at all. The mark
 * of the refund lets each happen once, however often and in whatever order Stripe’s events come.
 */
export function refundWrites({ id, amountMinor, currency, at, stands }: CustomerRefund): Write[] {
  const sign = stands ? 1 : -1;
  const mark: Write = stands
    ? {
        update: refundKey(id),
        change: { set: { state: 'counted' } },
        if: { 'it was not counted before': { attribute: 'state', is: 'absent' } },
      }
    : {
        update: refundKey(id),
        change: { set: { state: 'returned' } },
        if: { 'it was counted, and not taken off': { attribute: 'state', equals: 'counted' } },
      };
  const add = { refunded: sign * amountMinor, refundedCount: sign };
  return [mark, { update: revenueKey(currency, at.slice(0, 10)), change: { add } }];
}
