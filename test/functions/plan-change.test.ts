/** Changes of plan by the buyer, through the functions and the simulator: what is charged, what can be reached, and since when. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Problem, UsageView } from '../../shared/http/views.ts';
import { acceptLicences, newKey, type Person } from '../support/app-person.ts';
import { pay } from '../support/app-stripe.ts';
import { type Changers, startChangers } from './changers.ts';

let changers: Changers;
let subscribed: Changers['subscribed'];
let later: Changers['later'];
beforeAll(async () => {
  changers = await startChangers();
  ({ subscribed, later } = changers);
  return () => changers.stripe.stop();
});

const day = 86_400_000;

async function reading(buyer: Person) {
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  const headers = { authorization: `Bearer ${secret}` };
  return {
    read: (limit: number) =>
      changers.app.request<{ data: unknown[] } & Problem>('GET', `/data/posts?limit=${limit}`, { headers }),
    usage: async () => (await buyer.get<UsageView>('/v1/usage')).body,
  };
}

describe('a dearer plan', () => {
  test('is paid for the rest of the period, exactly as previewed, and holds at once; what was counted stays counted', async () => {
    const { buyer, preview, change, account, charges, subscription } = await subscribed('basic_monthly');
    const { read, usage } = await reading(buyer);
    expect((await read(10)).status).toBe(200);
    expect((await read(1)).body.code).toBe('quota_exhausted');
    await later(10 * day);
    const before = await subscription();
    const previewed = await preview({ price: 'pro_monthly' });
    expect(previewed).toMatchObject({ status: 200, body: { when: 'now', at: null } });
    expect(await charges()).toEqual([100_00]);
    await later(90_000);
    const { prorationAt, due } = previewed.body;
    const changed = await change({ price: 'pro_monthly', prorationAt });
    expect(changed, changed.text).toMatchObject({
      status: 200,
      body: { outcome: 'changed', subscription: { plan: 'pro', periodEnd: before.periodEnd, pending: null } },
    });
    expect(await charges()).toEqual([due!.amountMinor, 100_00]);
    expect(due!.amountMinor).toBeGreaterThan(3_000_00);
    expect(await account()).toMatchObject({ entitlement: { access: 'full', plans: ['pro'], allowance: 1_000_000 } });
    expect(await usage()).toMatchObject({ used: 10, remaining: 999_990, periodStart: before.periodStart });
    expect((await read(5)).body.data).toHaveLength(5);
  });

  test('that is not paid leaves the old one, says where to pay, and holds once that is done', async () => {
    const { change, account, invoices, payWith, subscription } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    const { body } = await change({ price: 'pro_monthly' });
    expect(body).toMatchObject({
      outcome: 'awaiting_payment',
      subscription: { plan: 'basic', status: 'active', pending: { price: 'pro_monthly', affiliates: 0 } },
    });
    expect(body.subscription.pending!.url).toMatch(/^http/);
    expect(await account()).toMatchObject({ entitlement: { access: 'full', plans: ['basic'], allowance: 10 } });
    expect((await change({ price: 'pro_monthly' })).body.outcome).toBe('awaiting_payment');
    expect((await invoices()).filter(([, status]) => status === 'open')).toHaveLength(1);
    expect((await pay(body.subscription.pending!.url!)).status).toBe(303);
    await changers.app.reconcile();
    expect(await subscription()).toMatchObject({ plan: 'pro', pending: null });
    expect(await account()).toMatchObject({ entitlement: { plans: ['pro'] } });
  });

  test('that is not paid within 23 hours is dropped, and its invoice is void', async () => {
    const { change, account, invoices, payWith } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    await change({ price: 'pro_monthly' });
    await later(day);
    await changers.app.reconcile();
    expect((await account()).subscriptions[0]).toMatchObject({ plan: 'basic', pending: null });
    expect((await invoices()).map(([, status]) => status)).toEqual(['void', 'paid']);
  });

  test.each(['resume', 'change'])('that waits for payment is taken back by "%s"', async (how) => {
    const { buyer, id, change, preview, invoices, payWith, subscription } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    await change({ price: 'pro_monthly' });
    expect((await preview({ price: 'basic_monthly' })).body).toMatchObject({ when: 'kept', due: null });
    const reply =
      how === 'change'
        ? await change({ price: 'basic_monthly' })
        : await buyer.send('POST', '/v1/subscription/resume', { subscription: id });
    expect(reply.status).toBe(200);
    expect(await subscription()).toMatchObject({ plan: 'basic', pending: null });
    expect((await invoices()).map(([, status]) => status)).toEqual(['void', 'paid']);
  });

  test('previewed before a renewal and asked for after it is not charged at that price: it is looked at anew, and charged once', async () => {
    const { preview, change, charges, subscription } = await subscribed('basic_monthly');
    const ends = Date.parse((await subscription()).periodEnd);
    await changers.stripe.advanceTo(new Date(ends - 60_000));
    const { prorationAt } = (await preview({ price: 'pro_monthly' })).body;
    await changers.stripe.advanceTo(new Date(ends + 60_000));
    const late = await change({ price: 'pro_monthly', prorationAt });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(late.body.detail).toMatch('A new billing period has started');
    expect(await charges()).toEqual([100_00]);
    const again = (await preview({ price: 'pro_monthly' })).body;
    const changed = await change({ price: 'pro_monthly', prorationAt: again.prorationAt });
    expect(changed.body).toMatchObject({ outcome: 'changed' });
    expect(await charges()).toEqual([again.due!.amountMinor, 100_00]);
  });

  test('during a renewal: the renewal is charged once, and the difference once', async () => {
    const { change, charges, subscription } = await subscribed('basic_monthly');
    const { periodEnd } = await subscription();
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 600_000));
    const { body } = await change({ price: 'pro_monthly' });
    expect(body).toMatchObject({ outcome: 'changed', subscription: { plan: 'pro', periodStart: periodEnd } });
    await later(2 * 3_600_000);
    const [renewal, difference, first, ...others] = await charges();
    expect([renewal, first, others]).toEqual([100_00, 100_00, []]);
    expect(difference).toBeGreaterThan(4_890_00);
    expect(difference).toBeLessThanOrEqual(4_900_00);
  });
});

describe('a cheaper plan', () => {
  test('comes with the next period, whose invoice is the first over less; until then everything stays', async () => {
    const { preview, change, account, invoices, subscription } = await subscribed('pro_monthly');
    const { periodEnd } = await subscription();
    const { body } = await preview({ price: 'basic_monthly' });
    expect(body).toMatchObject({ when: 'period_end', at: periodEnd, prorationAt: null, due: { amountMinor: 100_00 } });
    const scheduled = { price: 'basic_monthly', affiliates: 0, at: periodEnd };
    expect((await change({ price: 'basic_monthly' })).body).toMatchObject({
      outcome: 'scheduled',
      subscription: { plan: 'pro', scheduled },
    });
    expect((await change({ price: 'basic_monthly' })).body.outcome).toBe('scheduled');
    expect(await account()).toMatchObject({ entitlement: { plans: ['pro'], allowance: 1_000_000 } });
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    await changers.app.reconcile();
    expect(await subscription()).toMatchObject({ plan: 'basic', scheduled: null, periodStart: periodEnd });
    expect(await account()).toMatchObject({ entitlement: { plans: ['basic'], allowance: 10 } });
    expect(await invoices()).toEqual([
      [100_00, 'paid'],
      [5_000_00, 'paid'],
    ]);
  });

  test.each(['resume', 'change'])('that is planned is taken back by "%s"', async (how) => {
    const { buyer, id, change, subscription, invoices } = await subscribed('pro_monthly');
    const { periodEnd } = await subscription();
    await change({ price: 'basic_monthly' });
    const reply =
      how === 'change'
        ? await change({ price: 'pro_monthly' })
        : await buyer.send('POST', '/v1/subscription/resume', { subscription: id });
    expect(reply.status).toBe(200);
    expect(await subscription()).toMatchObject({ plan: 'pro', scheduled: null });
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect((await invoices())[0]).toEqual([5_000_00, 'paid']);
  });

  test('that is planned gives way to a cancellation, and to a dearer plan', async () => {
    const { buyer, id, change, subscription } = await subscribed('pro_monthly');
    await change({ price: 'basic_monthly' });
    const cancel = { subscription: id, when: 'period_end' };
    expect((await buyer.send('POST', '/v1/subscription/cancel', cancel)).status).toBe(200);
    expect(await subscription()).toMatchObject({ cancelAtPeriodEnd: true, scheduled: null });
    expect(await change({ price: 'basic_monthly' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const other = await subscribed('verified_organization_monthly', { affiliates: 4 });
    const badge = 'verified_organization_monthly';
    expect((await other.change({ price: badge, affiliates: 1 })).body.outcome).toBe('scheduled');
    const more = await other.change({ price: badge, affiliates: 6 });
    expect(more.body).toMatchObject({ outcome: 'changed', subscription: { affiliates: 6, scheduled: null } });
  });

  test('keeps the discount of the subscription, now and in the next period', async () => {
    const { id, change, invoices, subscription } = await subscribed('pro_monthly');
    const coupon = await changers.stripe.sdk.coupons.create({ percent_off: 50, duration: 'forever' });
    await changers.stripe.sdk.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] });
    const { periodEnd } = await subscription();
    expect((await change({ price: 'basic_monthly' })).body.outcome).toBe('scheduled');
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect((await invoices())[0]).toEqual([50_00, 'paid']);
  });

  test('is charged to the card of the subscription, as before, though the customer has no default', async () => {
    const { change, charges, subscription, id } = await subscribed('pro_monthly');
    const { customer, default_payment_method } = await changers.stripe.sdk.subscriptions.retrieve(id);
    expect(await changers.stripe.sdk.customers.retrieve(String(customer))).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
    await change({ price: 'basic_monthly' });
    const { periodEnd } = await subscription();
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect(await charges()).toEqual([100_00, 5_000_00]);
    expect(await changers.stripe.sdk.subscriptions.retrieve(id)).toMatchObject({ default_payment_method });
  });

  test('after it came, the subscription can be cancelled and changed like any other', async () => {
    const { buyer, id, change, subscription } = await subscribed('pro_monthly');
    const { periodEnd } = await subscription();
    await change({ price: 'basic_monthly' });
    await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect((await change({ price: 'pro_monthly' })).body).toMatchObject({ outcome: 'changed' });
    const cancel = { subscription: id, when: 'period_end' };
    expect((await buyer.send('POST', '/v1/subscription/cancel', cancel)).status).toBe(200);
  });
});

test('from a month to a year: the year begins now and is paid now, less the rest of the month', async () => {
  const { change, charges, subscription } = await subscribed('verified_monthly');
  await later(15 * day);
  const { periodEnd } = await subscription();
  const changedAt = changers.stripe.now().toISOString();
  expect((await change({ price: 'verified_yearly' })).body).toMatchObject({
    outcome: 'changed',
    subscription: { price: 'verified_yearly', periodStart: changedAt },
  });
  const [year, month] = await charges();
  expect(month).toBe(8_00);
  const rest =
    (Date.parse(periodEnd) - Date.parse(changedAt)) / (Date.parse(periodEnd) - Date.parse(changedAt) + 15 * day);
  expect(year).toBe(84_00 - Math.round(8_00 * rest));
});
