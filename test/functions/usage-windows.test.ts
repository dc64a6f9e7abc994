/** Windows of usage as long as their invoice is a draft, last invoices, and usage that is lost. */
import { afterEach, describe, expect, test } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { catalogWithOverage, type OverageBuyer, overageBuyer } from './overage-buyer.ts';

let stripe: TestStripe;
let buyer: OverageBuyer;
afterEach(() => stripe.stop());

const begins = '2026-11-24T12:00:00.000Z';

async function begin(settings: Parameters<typeof startStripe>[1] = {}) {
  stripe = await startStripe(1, settings);
  await pushCatalog(stripe, catalogWithOverage);
  buyer = await overageBuyer(stripe);
  await buyer.to('2026-12-20T00:00:00Z');
  await buyer.uses(1_002_000);
  await buyer.report();
}
const ask = async (path: string, body: object) =>
  buyer.asks(`/v1/subscription/${path}`, { subscription: (await buyer.subscription()).id, ...body });
/** Reports at each of these times, as the job does every 20 minutes. */
async function reportAt(...times: readonly string[]) {
  for (const time of times) {
    await buyer.to(time);
    await buyer.report();
    await buyer.hear();
  }
}

describe('a draft of 72 hours, by the account’s own rules', () => {
  test('takes usage as long as it is one, and is asked for no more often than needed', async () => {
    await begin({ draftSeconds: 72 * 3_600 });
    await reportAt('2026-12-24T12:20:00Z', '2026-12-24T13:00:00Z');
    buyer.calls.reset();
    await reportAt('2026-12-25T12:00:00Z');
    expect(buyer.calls.reset()).not.toContain('stripe invoiceOf');
    buyer.usedIn(begins, 1_005_000);
    await reportAt('2026-12-26T12:00:00Z', '2026-12-27T12:20:00Z');
    expect(await buyer.everBilled()).toEqual([[5_000, 25_00]]);
    expect(await buyer.latest()).toMatchObject({ status: 'paid' });
    await buyer.to('2026-12-28T12:00:00Z');
    expect(await buyer.drift()).toEqual([]);
  });

  test('keeps its item, though the plan has changed, until it is final', async () => {
    await begin({ draftSeconds: 72 * 3_600 });
    await ask('change', { price: 'basic_monthly' });
    await buyer.hear();
    await reportAt('2026-12-24T12:20:00Z', '2026-12-24T15:00:00Z');
    expect(await buyer.items()).toEqual(['basic_monthly', 'pro_overage_monthly']);
    buyer.usedIn(begins, 1_004_000);
    await reportAt('2026-12-26T12:00:00Z', '2026-12-27T12:20:00Z', '2026-12-27T12:40:00Z');
    expect(await buyer.items()).toEqual(['basic_monthly']);
    expect(await buyer.everBilled()).toEqual([[4_000, 20_00]]);
  });

  test('that an upgrade meets loses nothing: the later item bills what that draft does not take any more', async () => {
    await begin({ draftSeconds: 72 * 3_600 });
    await reportAt('2026-12-24T12:20:00Z');
    await buyer.uses(1_000_500);
    await reportAt('2026-12-25T12:00:00Z', '2026-12-25T12:20:00Z');
    expect((await ask('change', { price: 'max_monthly' })).status).toBe(200);
    await buyer.hear();
    buyer.usedIn(begins, 1_006_000);
    await reportAt('2026-12-25T12:40:00Z', '2026-12-25T13:00:00Z', '2026-12-27T12:20:00Z', '2026-12-27T12:40:00Z');
    await reportAt('2027-01-24T12:20:00Z', '2027-01-27T12:20:00Z');
    const units = (await buyer.everBilled()).reduce((sum, [each]) => sum + each!, 0);
    expect(units).toBe(6_000 + 500);
  });
});

describe('the last invoice of a subscription', () => {
  test('that ends is tried again each night where the card fails, and listed once with what is owed', async () => {
    await begin();
    await ask('cancel', { when: 'period_end' });
    const { id } = await buyer.subscription();
    await stripe.sdk.subscriptions.update(id, { default_payment_method: '' });
    const payWith = (method: string) =>
      stripe.sdk.customers.update(buyer.customerId, { invoice_settings: { default_payment_method: method } });
    await payWith('pm_card_chargeCustomerFail');
    await reportAt('2026-12-24T12:20:00Z', '2026-12-24T13:20:00Z');
    expect(await buyer.latest()).toMatchObject({ status: 'open', amount_remaining: 10_00 });
    await buyer.to('2026-12-25T03:00:00Z');
    const listed = [['uncollected', '1000', '0', 10_00]];
    expect(await buyer.drift()).toEqual(listed);
    await buyer.to('2026-12-26T03:00:00Z');
    expect(await buyer.drift()).toEqual(listed);
    await payWith('pm_card_visa');
    await buyer.to('2026-12-27T03:00:00Z');
    expect(await buyer.drift()).toEqual(listed);
    expect(await buyer.latest()).toMatchObject({ status: 'paid', amount_paid: 10_00 });
  });

  test('is not collected where it is that of a renewal which was cancelled as a draft; its usage is listed', async () => {
    await begin();
    await buyer.to('2026-12-24T12:10:00Z');
    await buyer.report();
    await ask('cancel', { when: 'now' });
    await buyer.hear();
    await reportAt('2026-12-24T13:20:00Z', '2026-12-24T15:00:00Z');
    expect(await buyer.latest()).toMatchObject({ status: 'draft', total: 5_010_00 });
    await buyer.to('2026-12-25T03:00:00Z');
    expect(await buyer.drift()).toEqual([['uncollected', '1000', '0', 10_00]]);
  });
});

test('a renewal that Stripe gave up on is not charged later, when its subscription has ended; its usage is listed', async () => {
  await begin();
  const { id } = await buyer.subscription();
  await stripe.sdk.subscriptions.update(id, { default_payment_method: '' });
  const payWith = (method: string) =>
    stripe.sdk.customers.update(buyer.customerId, { invoice_settings: { default_payment_method: method } });
  await payWith('pm_card_chargeCustomerFail');
  await reportAt('2026-12-24T12:20:00Z', '2026-12-24T15:00:00Z', '2027-01-20T00:00:00Z');
  expect((await stripe.sdk.subscriptions.retrieve(id)).status).toBe('canceled');
  await payWith('pm_card_visa');
  const listed = [['uncollected', '1000', '0', 10_00]];
  expect(await buyer.drift()).toEqual(listed);
  await buyer.to('2027-01-21T03:00:00Z');
  expect(await buyer.drift()).toEqual(listed);
  expect(await buyer.latest()).toMatchObject({ status: 'open', amount_remaining: 5_010_00 });
});

test('usage of a subscription that a refund ended is listed with its amount, once nothing can bill it', async () => {
  await begin();
  const [charge] = await buyer.charges();
  await stripe.sdk.refunds.create({ charge: charge!.id });
  await buyer.hear();
  await reportAt('2026-12-20T03:00:00Z');
  await buyer.to('2026-12-21T03:00:00Z');
  expect(await buyer.drift()).toEqual([]);
  await buyer.to('2026-12-25T03:00:00Z');
  const listed = [['discarded', '2000', '0', 10_00]];
  expect(await buyer.drift()).toEqual(listed);
  await buyer.to('2026-12-26T03:00:00Z');
  expect(await buyer.drift()).toEqual(listed);
});
