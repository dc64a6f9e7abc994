/** Refunds that Stripe does not make at once: the account's balance is too low. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe(3, { coversRefunds: false });
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let buyers = 0;

async function subscribed(currency: string, given: Parameters<typeof pay>[1]) {
  const accountId = `acc_${++buyers}`;
  const input = { accountId, email: `${accountId}@buyer.example`, organization: 'Test Ltd' };
  const { customerId } = await stripe.gateway.createCustomer(input, accountId);
  const { id: product } = await stripe.sdk.products.create({ name: accountId });
  const { id: price } = await stripe.sdk.prices.create({
    product,
    currency,
    unit_amount: 90_00,
    recurring: { interval: 'month' },
  });
  const { url } = await stripe.sdk.checkout.sessions.create({
    mode: 'subscription',
    customer: customerId,
    line_items: [{ price, quantity: 1 }],
    success_url: 'https://shop.example/yes',
  });
  await pay(url!, given);
  await stripe.advanceTo(new Date(stripe.now().getTime() + 6 * 86_400_000));
  const [subscription] = (await stripe.sdk.subscriptions.list({ customer: customerId })).data;
  return subscription!.id;
}

test('a refund of a card waits for the balance, which is neither made nor failed', async () => {
  const id = await subscribed('usd', {});
  const attempt = { key: id, now: stripe.now() };
  expect(await stripe.gateway.refund(id, attempt)).toEqual({ state: 'waits', given: null });
  await stripe.advanceTo(new Date(stripe.now().getTime() + 86_400_000));
  const given = { amountMinor: 90_00, currency: 'usd' };
  expect(await stripe.gateway.refund(id, attempt)).toEqual({ state: 'made', given });
});

test('a refund of a debit is refused: an answer with Stripe’s reason, and no exception', async () => {
  const id = await subscribed('eur', { card: '', iban: 'DE89370400440532013000' });
  const refused = { state: 'failed', given: null, reason: expect.stringContaining('insufficient funds') };
  expect(await stripe.gateway.refund(id, { key: id, now: stripe.now() })).toEqual(refused);
});
