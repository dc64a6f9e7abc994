import { expect, test } from 'vitest';
import { failingPaymentOf } from '../../../shared/domain/billing/failing-payment.ts';
import tollgate from '../../../tollgate.config.ts';
import { buying, day, subscription } from './subscriptions.ts';

const at = (time: string) => new Date(time);
const unpaidCard = (createdAt: string) => ({ createdAt, dueAt: null, status: 'open' });

test('a renewal that failed says until when its plan goes on, and that it ended once grace is over', () => {
  const pastDue = subscription({ status: 'past_due', latestInvoice: unpaidCard(day(1)) });
  expect(failingPaymentOf(tollgate, pastDue, at(day(3)))).toEqual({ accessUntil: day(8) });
  expect(failingPaymentOf(tollgate, pastDue, at(day(8)))).toEqual({ accessUntil: null });
});

test('the failing payment of a badge is one, although a badge gives no access to data', () => {
  const badge = buying('verified_monthly', { status: 'past_due', latestInvoice: unpaidCard(day(1)) });
  expect(failingPaymentOf(tollgate, badge, at(day(3)))).toEqual({ accessUntil: day(8) });
});

test('a subscription that Stripe gave up collecting for fails, with nothing left', () => {
  expect(failingPaymentOf(tollgate, subscription({ status: 'unpaid' }), at(day(3)))).toEqual({ accessUntil: null });
});

test.each([
  ['is paid', subscription()],
  ['has ended', subscription({ status: 'canceled', endedAt: day(2) })],
  ['waits for a first bank debit', subscription({ latestInvoice: { ...unpaidCard(day(1)), isFirst: true } })],
  [
    'is to be paid by a date that has not come',
    subscription({
      collection: 'send_invoice',
      latestInvoice: { createdAt: day(1), dueAt: day(15), status: 'open' },
    }),
  ],
])('a subscription that %s has no failing payment', (_what, one) => {
  expect(failingPaymentOf(tollgate, one, at(day(3)))).toBeNull();
});

test('a renewal that was given up as uncollectible fails, although Stripe calls it active', () => {
  const givenUp = subscription({ latestInvoice: { createdAt: day(1), dueAt: null, status: 'uncollectible' } });
  expect(failingPaymentOf(tollgate, givenUp, at(day(3)))).not.toBeNull();
});
