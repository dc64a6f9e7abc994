/** Invoices of more than ten lines, of which Stripe shows the first ten. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

/** A subscriber whose quantity changed six times in the first period, each time with a credit and a charge, and who uses a meter. */
async function subscribed() {
  const { sdk, gateway } = stripe;
  const input = { accountId: 'acc_1', email: 'ada@buyer.example', organization: 'Test Ltd' };
  const { customerId } = await gateway.createCustomer(input, 'acc_1');
  await sdk.customers.update(customerId, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
  const meter = await sdk.billing.meters.create({
    display_name: 'Reads',
    event_name: 'reads',
    default_aggregation: { formula: 'last' },
  });
  const { id: product } = await sdk.products.create({ name: 'Reads' });
  const metered = await sdk.prices.create({
    product,
    currency: 'usd',
    unit_amount: 5,
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const [basic] = await gateway.pricesOf(['basic_monthly']);
  const items = [{ price: basic! }, { price: metered.id }];
  const { id, items: made } = await sdk.subscriptions.create({ customer: customerId, items });
  const [own, counted] = made.data;
  for (let quantity = 2; quantity <= 7; quantity += 1)
    await sdk.subscriptions.update(id, { items: [{ id: own!.id, quantity }] });
  return { customerId, id, counted: counted!, end: counted!.current_period_end };
}

test('their later lines count: the billed usage, the time that was paid, and the sum of a preview', async () => {
  const { customerId, id, counted, end } = await subscribed();
  const payload = { stripe_customer_id: customerId, value: '30' };
  await stripe.sdk.billing.meterEvents.create({ event_name: 'reads', payload });
  const change = {
    subscriptionId: id,
    replaces: ['basic_monthly'],
    items: [{ lookupKey: 'pro_monthly', quantity: 1 }],
  };
  const preview = await stripe.gateway.previewRenewal(change);
  expect(preview.lines.length).toBeGreaterThan(10);
  expect(preview.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(preview.totalMinor);
  await stripe.advanceTo(new Date((end + 7200) * 1000));
  const ended = new Date(end * 1000).toISOString();
  const start = new Date(counted.current_period_start * 1000).toISOString();
  const window = { subscriptionId: id, planId: 'pro', itemId: counted.id, start, end: ended };
  expect(await usageGateway(stripe.sdk).invoiceOf(window)).toMatchObject({ quantity: 30, isLast: false });
  const [charge] = (await stripe.sdk.charges.list({ customer: customerId })).data;
  await stripe.sdk.refunds.create({ charge: charge!.id, amount: 1_00 });
  const [returned] = await stripe.gateway.listReturned(customerId);
  expect(returned!.paysUntil).toBe((await stripe.gateway.listSubscriptions(customerId))[0]!.items[0]!.periodEnd);
});
