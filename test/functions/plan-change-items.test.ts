/** Which items a change of plan touches, and which changes are refused and touch none. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Changers, startChangers } from './changers.ts';

let changers: Changers;
let subscribed: Changers['subscribed'];
beforeAll(async () => {
  changers = await startChangers();
  ({ subscribed } = changers);
  return () => changers.stripe.stop();
});

describe('a change touches', () => {
  const itemsOf = async (id: string) =>
    (await changers.stripe.sdk.subscriptions.retrieve(id)).items.data.map(({ price, quantity }) => [
      price.id,
      quantity,
    ]);

  test('the plan alone: what somebody added at Stripe by hand stays in the subscription', async () => {
    const { id, change } = await subscribed('basic_monthly');
    const product = await changers.stripe.sdk.products.create({ name: 'Support by telephone' });
    const support = {
      product: product.id,
      currency: 'usd',
      unit_amount: 50_00,
      recurring: { interval: 'month' },
    } as const;
    const { id: price } = await changers.stripe.sdk.prices.create(support);
    await changers.stripe.sdk.subscriptions.update(id, { items: [{ price, quantity: 2 }] });
    expect((await change({ price: 'pro_monthly' })).body).toMatchObject({ outcome: 'changed' });
    expect(await itemsOf(id)).toEqual([
      [expect.not.stringMatching(price), 1],
      [price, 2],
    ]);
    expect((await change({ price: 'basic_monthly' })).body).toMatchObject({ outcome: 'scheduled' });
    const [schedule] = (await changers.stripe.sdk.subscriptionSchedules.list()).data;
    expect(schedule!.phases.at(-1)!.items).toContainEqual(expect.objectContaining({ price, quantity: 2 }));
  });

  test('the affiliates alone, where their number changes: the badge keeps the older price that it was bought at', async () => {
    const { id, change } = await subscribed('verified_organization_monthly', { affiliates: 2 });
    const [[older]] = (await itemsOf(id)) as [[string]];
    const { product } = await changers.stripe.sdk.prices.retrieve(older);
    const newer = {
      product: String(product),
      currency: 'usd',
      unit_amount: 2_000_00,
      recurring: { interval: 'month' },
    } as const;
    const key = { lookup_key: 'verified_organization_monthly', transfer_lookup_key: true };
    const { id: replaced } = await changers.stripe.sdk.prices.create({
      ...newer,
      ...key,
      metadata: { tollgate_lookup_key: key.lookup_key },
    });
    const more = await change({ price: 'verified_organization_monthly', affiliates: 5 });
    expect(more.body).toMatchObject({ outcome: 'changed', subscription: { affiliates: 5 } });
    expect(await itemsOf(id)).toEqual([
      [older, 1],
      [expect.not.stringMatching(replaced), 5],
    ]);
    await changers.stripe.sdk.prices.update(older, {
      lookup_key: 'verified_organization_monthly',
      transfer_lookup_key: true,
    });
  });

  test('a change that awaits payment: a cancellation drops it, and its invoice is void', async () => {
    const { buyer, id, change, payWith, subscription, invoices } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    await change({ price: 'pro_monthly' });
    const cancel = { subscription: id, when: 'period_end' };
    expect((await buyer.send('POST', '/v1/subscription/cancel', cancel)).status).toBe(200);
    expect(await subscription()).toMatchObject({ plan: 'basic', cancelAtPeriodEnd: true, pending: null });
    expect((await invoices()).map(([, status]) => status)).toEqual(['void', 'paid']);
  });
});

describe('refused, and nothing changed', () => {
  test.each<[string, object, number, string]>([
    ['a price that is not sold', { price: 'gold' }, 400, 'price must be one of'],
    ['affiliates where there are none', { price: 'pro_monthly', affiliates: 2 }, 400, 'affiliates must be 0'],
    ['a part of an affiliate', { price: 'pro_monthly', affiliates: 0.5 }, 400, 'affiliates must be a whole number'],
    ['another product', { price: 'verified_monthly' }, 409, 'A plan can change to another plan'],
    [
      'a preview of yesterday',
      { price: 'pro_monthly', prorationAt: '2026-11-01T00:00:00Z' },
      400,
      'prorationAt must be from a preview',
    ],
    [
      'a moment to come',
      { price: 'pro_monthly', prorationAt: '2096-11-01T00:00:00Z' },
      400,
      'prorationAt must be from a preview',
    ],
    ['a moment that is none', { price: 'pro_monthly', prorationAt: 'now' }, 400, 'prorationAt must be'],
    ['a field that is not known', { price: 'pro_monthly', now: true }, 400, 'now is not known'],
    ['somebody else’s subscription', { price: 'pro_monthly', subscription: 'sub_of_nobody' }, 404, 'This subscription'],
  ])('%s', async (_, wish, status, detail) => {
    const { change, charges } = await subscribed('basic_monthly');
    const { body, ...reply } = await change(wish);
    expect(reply.status, reply.text).toBe(status);
    expect(body.detail).toMatch(detail);
    expect(await charges()).toEqual([100_00]);
  });

  test('a subscription whose renewal failed', async () => {
    const { change, payWith, subscription } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    await changers.stripe.advanceTo(new Date(Date.parse((await subscription()).periodEnd) + 2 * 3_600_000));
    expect(await change({ price: 'pro_monthly' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('one that the operator has put on a schedule in Stripe', async () => {
    const { id, change, charges } = await subscribed('basic_monthly');
    const schedule = await changers.stripe.sdk.subscriptionSchedules.create({ from_subscription: id });
    const [{ start_date, end_date, items }] = schedule.phases as [(typeof schedule.phases)[number]];
    const same = { items: items.map(({ price }) => ({ price: String(price) })) };
    await changers.stripe.sdk.subscriptionSchedules.update(schedule.id, {
      phases: [
        { ...same, start_date, end_date },
        { ...same, duration: { interval: 'year' } },
      ],
    });
    for (const _ of ['at once', 'and asked again at once']) {
      const reply = await change({ price: 'pro_monthly' });
      expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect(reply.body.detail).toMatch('Contact us');
    }
    expect(await charges()).toEqual([100_00]);
  });
});
