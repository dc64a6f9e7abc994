/** An account whose owner lets Stripe end disputed subscriptions by itself, an hour after the dispute. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { buyerAtStripe, disputedCard, expectAccess, withPolicy } from './at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe(1, { endsDisputed: true });
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

test('access ends with it and the buyer reads why, though our own policy keeps disputed subscriptions', async () => {
  const at = await buyerAtStripe(stripe, { card: disputedCard, catalog: withPolicy({ onDispute: 'keep' }) });
  await expectAccess(at, 'full');
  await stripe.advanceTo(new Date(stripe.now().getTime() + 2 * 3_600_000));
  await at.hear();
  await expectAccess(at, 'none');
  expect(await at.subscriptions()).toMatchObject([{ status: 'canceled', endedBecause: 'disputed' }]);
  expect(at.told()).toEqual(['Your Basic subscription has ended: payment disputed']);
});

test('a planned change is let go first, and does not come', async () => {
  const at = await buyerAtStripe(stripe, {
    card: disputedCard,
    prices: ['pro_monthly'],
    catalog: withPolicy({ onDispute: 'keep' }),
  });
  const { id } = await at.subscription();
  await at.buyer.send('POST', '/v1/subscription/change', { subscription: id, price: 'basic_monthly' });
  const { schedule, customer } = await stripe.sdk.subscriptions.retrieve(id);
  expect(schedule).not.toBeNull();
  await stripe.advanceTo(new Date(stripe.now().getTime() + 2 * 3_600_000));
  const [planned] = (await stripe.sdk.subscriptionSchedules.list({ customer: String(customer) })).data;
  expect(planned).toMatchObject({ status: 'released', released_subscription: id });
  await at.hear();
  expect(await at.subscription()).toMatchObject({ status: 'canceled', endedBecause: 'disputed' });
});
