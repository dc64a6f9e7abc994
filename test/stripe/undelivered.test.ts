import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { listUndelivered } from '../../shared/stripe/undelivered.ts';

test('events that do not matter are not parsed, so none of any shape keeps the others from being found', async () => {
  const common = { created: 1_795_700_000, livemode: false };
  const data = [
    { ...common, id: 'evt_odd', type: 'some.future_thing', data: { object: { customer: 7 } } },
    {
      ...common,
      id: 'evt_paid',
      type: 'invoice.paid',
      data: { object: { id: 'in_1', object: 'invoice', customer: 'cus_1' } },
    },
    { ...common, id: 'evt_odd_last', type: 'some.future_thing', data: { object: {} } },
  ];
  const stripe = { events: { list: async () => ({ data, has_more: true }) } } as unknown as Stripe;
  const { messages, cursor } = await listUndelivered(stripe, undefined);
  expect(messages.map(({ id, customerId }) => [id, customerId])).toEqual([['evt_paid', 'cus_1']]);
  expect(cursor).toBe('evt_odd_last');
});
