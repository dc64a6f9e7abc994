/** Changes of plan by the buyer, through the functions and the simulator: what is charged, what can be reached, and since when. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountView, ChangePreviewView, ChangeView, Problem, UsageView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import tollgate from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import type { Reply } from '../support/app-request.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const small = {
  ...tollgate,
  plans: tollgate.plans.map((plan) =>
    plan.id === 'basic' ? { ...plan, allowance: { amount: 10, unit: 'record' as const } } : plan,
  ),
};

let stripe: TestStripe;
let app: App;
let buyers = 0;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog: small });
  return () => stripe.stop();
});

const day = 86_400_000;
const later = (ms: number) => stripe.advanceTo(new Date(stripe.now().getTime() + ms));

/** A buyer who signs in again when the session has ended meanwhile. */
async function lasting(email: string): Promise<Person> {
  let person = await signUp(app, email);
  const again = async <T>(call: () => Promise<Reply<T>>): Promise<Reply<T>> => {
    const reply = await call();
    if (reply.status !== 401) return reply;
    person = await signUp(app, email);
    return call();
  };
  return {
    ...person,
    get: (path) => again(() => person.get(path)),
    send: (...request) => again(() => person.send(...request)),
  };
}

async function subscribed(price: string, more = {}) {
  const email = `changer-${++buyers}@buyer.example`;
  const buyer = await lasting(email);
  await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price, ...more })).body.url);
  await app.reconcile();
  const account = async () => (await buyer.get<AccountView>('/v1/account')).body;
  const [{ id } = { id: '' }] = (await account()).subscriptions;
  const change = (to: object) =>
    buyer.send<ChangeView & Problem>('POST', '/v1/subscription/change', { subscription: id, ...to });
  return {
    buyer,
    id,
    account,
    change,
    preview: (to: object) =>
      buyer.send<ChangePreviewView & Problem>('POST', '/v1/subscription/preview', { subscription: id, ...to }),
    subscription: async () => (await account()).subscriptions[0]!,
    /** Totals and states of what was invoiced, newest first. */
    invoices: async () =>
      (await stripe.sdk.invoices.list({ subscription: id })).data.map(({ total, status }) => [total, status]),
    /** Charges that went through, newest first. */
    charges: async () => {
      const customer = String((await stripe.sdk.subscriptions.retrieve(id)).customer);
      const { data } = await stripe.sdk.charges.list({ customer });
      return data.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount);
    },
    payWith: (method: string) => stripe.sdk.subscriptions.update(id, { default_payment_method: method }),
  };
}

async function reading(buyer: Person) {
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  const headers = { authorization: `Bearer ${secret}` };
  return {
    read: (limit: number) =>
      app.request<{ data: unknown[] } & Problem>('GET', `/data/posts?limit=${limit}`, { headers }),
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
    await app.reconcile();
    expect(await subscription()).toMatchObject({ plan: 'pro', pending: null });
    expect(await account()).toMatchObject({ entitlement: { plans: ['pro'] } });
  });

  test('that is not paid within 23 hours is dropped, and its invoice is void', async () => {
    const { change, account, invoices, payWith } = await subscribed('basic_monthly');
    await payWith('pm_card_chargeCustomerFail');
    await change({ price: 'pro_monthly' });
    await later(day);
    await app.reconcile();
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

  test('during a renewal: the renewal is charged once, and the difference once', async () => {
    const { change, charges, subscription } = await subscribed('basic_monthly');
    const { periodEnd } = await subscription();
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 600_000));
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
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    await app.reconcile();
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
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
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
    const coupon = await stripe.sdk.coupons.create({ percent_off: 50, duration: 'forever' });
    await stripe.sdk.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] });
    const { periodEnd } = await subscription();
    expect((await change({ price: 'basic_monthly' })).body.outcome).toBe('scheduled');
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect((await invoices())[0]).toEqual([50_00, 'paid']);
  });

  test('after it came, the subscription can be cancelled and changed like any other', async () => {
    const { buyer, id, change, subscription } = await subscribed('pro_monthly');
    const { periodEnd } = await subscription();
    await change({ price: 'basic_monthly' });
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect((await change({ price: 'pro_monthly' })).body).toMatchObject({ outcome: 'changed' });
    const cancel = { subscription: id, when: 'period_end' };
    expect((await buyer.send('POST', '/v1/subscription/cancel', cancel)).status).toBe(200);
  });
});

test('from a month to a year: the year begins now and is paid now, less the rest of the month', async () => {
  const { change, charges, subscription } = await subscribed('verified_monthly');
  await later(15 * day);
  const { periodEnd } = await subscription();
  const changedAt = stripe.now().toISOString();
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

describe('refused, and nothing changed', () => {
  test.each<[string, object, number, string]>([
    ['a price that is not sold', { price: 'gold' }, 400, 'price must be one of'],
    ['affiliates where there are none', { price: 'pro_monthly', affiliates: 2 }, 400, 'affiliates must be 0'],
    ['a part of an affiliate', { price: 'pro_monthly', affiliates: 0.5 }, 400, 'affiliates must be a whole number'],
    ['another product', { price: 'verified_monthly' }, 409, 'A plan changes to a plan'],
    [
      'a preview of yesterday',
      { price: 'pro_monthly', prorationAt: '2026-11-01T00:00:00Z' },
      400,
      'prorationAt must be of a preview',
    ],
    [
      'a moment to come',
      { price: 'pro_monthly', prorationAt: '2096-11-01T00:00:00Z' },
      400,
      'prorationAt must be of a preview',
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
    await stripe.advanceTo(new Date(Date.parse((await subscription()).periodEnd) + 2 * 3_600_000));
    expect(await change({ price: 'pro_monthly' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('one that the operator has put on a schedule in Stripe', async () => {
    const { id, change, charges } = await subscribed('basic_monthly');
    const schedule = await stripe.sdk.subscriptionSchedules.create({ from_subscription: id });
    const [{ start_date, end_date, items }] = schedule.phases as [(typeof schedule.phases)[number]];
    const same = { items: items.map(({ price }) => ({ price: String(price) })) };
    await stripe.sdk.subscriptionSchedules.update(schedule.id, {
      phases: [
        { ...same, start_date, end_date },
        { ...same, duration: { interval: 'year' } },
      ],
    });
    const reply = await change({ price: 'pro_monthly' });
    expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(reply.body.detail).toMatch('Write to us');
    expect(await charges()).toEqual([100_00]);
  });
});
