/** Changes of plan under Stripe's rules on pending updates, new periods and schedules. */
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';
import { buyerAtStripe, useCard } from './at-stripe.ts';
import { type Changers, startChangers } from './changers.ts';

/** A free Basic, and the badge of an organization by the year too, without seats. */
const sold: Catalog = {
  ...tollgate,
  plans: tollgate.plans.map((plan) =>
    plan.id === 'basic' ? { ...plan, prices: plan.prices.map((price) => ({ ...price, amountMinor: 0 })) } : plan,
  ),
  badges: tollgate.badges.map((badge) =>
    badge.id === 'verified_organization'
      ? {
          ...badge,
          prices: [
            ...badge.prices,
            { lookupKey: 'verified_organization_yearly', interval: 'year', amountMinor: 10_000_00, currency: 'usd' },
          ],
        }
      : badge,
  ),
};

let changers: Changers;
let subscribed: Changers['subscribed'];
beforeAll(async () => {
  changers = await startChangers(sold);
  ({ subscribed } = changers);
  return () => changers.stripe.stop();
});

const day = 86_400_000;
const itemsOf = async (id: string) =>
  (await changers.stripe.sdk.subscriptions.retrieve(id)).items.data.map(({ price, quantity }) => [
    price.lookup_key,
    quantity,
  ]);

test('seats that go with a change to be paid now are gone once it is paid, at the previewed price', async () => {
  const { id, change, charges, preview } = await subscribed('verified_organization_monthly', { affiliates: 3 });
  await changers.later(10 * day);
  const { body } = await preview({ price: 'verified_organization_yearly' });
  expect(body).toMatchObject({ when: 'now', due: { currency: 'usd' } });
  const changed = await change({ price: 'verified_organization_yearly', prorationAt: body.prorationAt });
  expect(changed.body, changed.text).toMatchObject({ outcome: 'changed', subscription: { affiliates: 0 } });
  expect((await charges())[0]).toBe(body.due!.amountMinor);
  expect(await itemsOf(id)).toEqual([['verified_organization_yearly', 1]]);
});

test('a change that waits for its payment keeps its seats; paid later, it takes them away', async () => {
  const { buyer, id, change, payWith, subscription } = await subscribed('verified_organization_monthly', {
    affiliates: 3,
  });
  await payWith('pm_card_chargeCustomerFail');
  expect((await change({ price: 'verified_organization_yearly' })).body).toMatchObject({
    outcome: 'awaiting_payment',
    subscription: { affiliates: 3 },
  });
  expect(await itemsOf(id)).toHaveLength(2);
  const { sdk } = changers.stripe;
  const { latest_invoice } = await sdk.subscriptions.retrieve(id);
  await sdk.invoices.pay(String(latest_invoice), { payment_method: 'pm_card_visa' });
  expect(await itemsOf(id)).toContainEqual(['verified_affiliate_monthly', 0]);
  await changers.app.reconcile();
  expect(await itemsOf(id)).toEqual([['verified_organization_yearly', 1]]);
  expect(await subscription()).toMatchObject({ price: 'verified_organization_yearly', affiliates: 0, pending: null });
  expect((await buyer.get('/v1/account')).status).toBe(200);
});

test('from free to paid a new period begins, and the preview says so', async () => {
  const { change, charges, preview } = await subscribed('basic_monthly');
  await changers.later(10 * day);
  const { body } = await preview({ price: 'pro_monthly' });
  expect(body).toMatchObject({ when: 'now', due: { amountMinor: 5_000_00 } });
  expect(body.period!.start).toBe(body.prorationAt);
  expect((await change({ price: 'pro_monthly', prorationAt: body.prorationAt })).body).toMatchObject({
    outcome: 'changed',
    subscription: { periodStart: body.period!.start, periodEnd: body.period!.end },
  });
  expect(await charges()).toEqual([5_000_00]);
});

test('from a month to a year the preview shows the year that begins; within a period it shows none', async () => {
  const { preview } = await subscribed('verified_monthly');
  await changers.later(10 * day);
  const { body } = await preview({ price: 'verified_yearly' });
  const next = new Date(body.prorationAt!);
  next.setUTCFullYear(next.getUTCFullYear() + 1);
  expect(body.period).toEqual({ start: body.prorationAt, end: next.toISOString() });
  const seats = await subscribed('verified_organization_monthly');
  const more = await seats.preview({ price: 'verified_organization_monthly', affiliates: 2 });
  expect(more.body).toMatchObject({ when: 'now', period: null });
});

test('a planned change is charged to the card that the subscription has by then, not to the one it was planned with', async () => {
  const { id, change, payWith, subscription } = await subscribed('pro_monthly');
  expect((await change({ price: 'basic_monthly' })).body).toMatchObject({ outcome: 'scheduled' });
  const { sdk } = changers.stripe;
  const { customer } = await sdk.subscriptions.retrieve(id);
  const card = await sdk.paymentMethods.attach('pm_card_mastercard', { customer: String(customer) });
  await payWith(card.id);
  await changers.app.reconcile();
  const [schedule] = (await sdk.subscriptionSchedules.list({ customer: String(customer) })).data;
  expect(schedule!.default_settings.default_payment_method).toBe(card.id);
  const { periodEnd } = await subscription();
  await changers.stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
  expect(await sdk.subscriptions.retrieve(id)).toMatchObject({ default_payment_method: card.id });
});

test('an event that the card was replaced is enough for the planned change to follow it', async () => {
  const at = await buyerAtStripe(changers.stripe, { prices: ['pro_monthly'], catalog: sold });
  const { id } = await at.subscription();
  await at.buyer.send('POST', '/v1/subscription/change', { subscription: id, price: 'basic_monthly' });
  await useCard(changers.stripe, { id }, 'pm_card_mastercard');
  await at.hear();
  const { default_payment_method, schedule } = await changers.stripe.sdk.subscriptions.retrieve(id, {
    expand: ['schedule'],
  });
  expect(schedule).toMatchObject({ default_settings: { default_payment_method } });
});
