import { expect, it } from 'vitest';
import { groupOf, periodPassed, type StripeMessage } from '../../../shared/domain/billing/stripe-message.ts';

const message: StripeMessage = {
  id: 'evt_1',
  type: 'invoice.paid',
  createdAt: '2026-11-01T00:00:00.000Z',
  livemode: false,
  apiVersion: null,
  objectId: 'in_1',
  customerId: 'cus_1',
  via: { kind: 'subscription', id: 'sub_1' },
};

it.each([
  ['its customer', {}, 'cus_1'],
  ['the object through which a customer is found', { customerId: null }, 'sub_1'],
  ['the object it speaks of', { customerId: null, via: null }, 'in_1'],
  ['itself', { customerId: null, via: null, objectId: null }, 'evt_1'],
])('a message is handled in turn with others of %s', (_, changes, group) => {
  expect(groupOf({ ...message, ...changes })).toBe(group);
});

it('a passed period is one message, from any caller at any time, and another for the next period', () => {
  const noticed = (periodEnd: string, now: string) => periodPassed('sub_1', { periodEnd, now: new Date(now) });
  const first = noticed('2026-12-01T00:00:00.000Z', '2026-12-01T00:00:01.000Z');
  expect(first).toMatchObject({ type: 'tollgate.period_passed', via: { kind: 'subscription', id: 'sub_1' } });
  expect(noticed('2026-12-01T00:00:00.000Z', '2026-12-01T07:00:00.000Z').id).toBe(first.id);
  expect(noticed('2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z').id).not.toBe(first.id);
  expect(periodPassed('sub_2', { periodEnd: '2026-12-01T00:00:00.000Z', now: new Date(0) }).id).not.toBe(first.id);
});
