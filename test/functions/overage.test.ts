/** Overage, from merged units to the cent on Stripe's invoice, in virtual time. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { catalogWithOverage, overageBuyer } from './overage-buyer.ts';

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalogWithOverage);
});
afterEach(() => stripe.stop());

const begins = '2026-11-24T12:00:00.000Z';
const ends = '2026-12-24T12:00:00.000Z';

describe('usage past the allowance', () => {
  test('is on the renewal’s invoice to the cent, every pack that was begun, and the next period begins at nothing', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-01T00:00:00Z');
    await buyer.uses(1_000_000);
    expect(await buyer.report()).toMatchObject({ reports: 0 });
    await buyer.uses(1_001_500);
    expect(await buyer.report()).toMatchObject({ reports: 1 });
    expect(await buyer.report()).toMatchObject({ reports: 0 });
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_002_001);
    await buyer.to(ends);
    expect(await buyer.latest()).toMatchObject({ status: 'draft', total: 5_000_00 + 3 * 5_00 });
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.latest()).toMatchObject({ status: 'paid', amount_paid: 5_015_00 });
    await buyer.uses(900_000);
    await buyer.report();
    await buyer.to('2027-01-24T14:00:00Z');
    expect(await buyer.latest()).toMatchObject({ status: 'paid', amount_paid: 5_000_00 });
  });

  test('that is known only while the invoice is a draft is on it, and what is known later is not billed at all', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_000_001);
    await buyer.report();
    await buyer.to('2026-12-24T12:40:00Z');
    buyer.usedIn(begins, 1_001_001);
    expect(await buyer.report()).toMatchObject({ reports: 1 });
    await buyer.to('2026-12-24T13:00:00Z');
    buyer.usedIn(begins, 1_009_001);
    expect(await buyer.report()).toMatchObject({ reports: 0 });
    await buyer.to('2027-01-24T14:00:00Z');
    const paid = (await buyer.invoices()).map(({ amount_paid }) => amount_paid);
    expect(paid).toEqual([5_000_00, 5_010_00, 5_000_00]);
  });

  test('that is credited again, because records were repeated, is taken off while it can be', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_005_000);
    await buyer.report();
    await buyer.uses(1_002_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.billed()).toEqual([[2_000, 10_00]]);
  });

  test('is billed in the currency that the plan is paid in', async () => {
    const buyer = await overageBuyer(stripe, { currency: 'eur' });
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.report();
    await buyer.uses(1_002_500);
    await buyer.to(ends);
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.latest()).toMatchObject({ currency: 'eur', amount_paid: 4_600_00 + 3 * 4_60 });
  });

  test('is not billed of a hard plan, and no item is added to it', async () => {
    const buyer = await overageBuyer(stripe, { prices: ['basic_monthly'] });
    await buyer.uses(50_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.items()).toEqual(['basic_monthly']);
    expect(await buyer.latest()).toMatchObject({ amount_paid: 100_00 });
  });

  test('is billed of who subscribed before there was a price for it, once the item was added', async () => {
    const buyer = await overageBuyer(stripe);
    const [subscription] = (await stripe.sdk.subscriptions.list({ customer: buyer.customerId })).data;
    await stripe.sdk.subscriptions.update(subscription!.id, {
      items: [{ id: subscription!.items.data[1]!.id, deleted: true }],
    });
    await buyer.hear();
    await buyer.to('2026-12-10T00:00:00Z');
    await buyer.uses(1_001_000);
    await buyer.report();
    await buyer.hear();
    expect(await buyer.items()).toEqual(['pro_monthly', 'pro_overage_monthly']);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.billed()).toEqual([[1_000, 5_00]]);
  });
});

describe('a change of plan', () => {
  const change = (buyer: Awaited<ReturnType<typeof overageBuyer>>, subscription: string, price: string) =>
    buyer.asks('/v1/subscription/change', { subscription, price });

  test('to a larger allowance bills what went beyond the old one at the old price, once, and the rest past both', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-04T00:00:00Z');
    await buyer.uses(1_200_000);
    await buyer.report();
    expect((await change(buyer, (await buyer.subscription()).id, 'max_monthly')).status).toBe(200);
    await buyer.hear();
    await buyer.report();
    await buyer.hear();
    expect(await buyer.items()).toEqual(['max_monthly', 'max_overage_monthly']);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(5_300_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.everBilled()).toEqual([
      [200_000, 1_000_00],
      [100_000, 200_00],
    ]);
    expect(await buyer.latest()).toMatchObject({ amount_paid: 20_000_00 + 200_00 });
  });

  test('to a hard plan with the next period bills the ended one, then the item goes and nothing is billed', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-04T00:00:00Z');
    expect((await change(buyer, (await buyer.subscription()).id, 'basic_monthly')).status).toBe(200);
    await buyer.hear();
    await buyer.uses(1_003_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await buyer.latest()).toMatchObject({ amount_paid: 100_00 + 15_00 });
    await buyer.to('2026-12-24T15:00:00Z');
    await buyer.uses(10_000);
    await buyer.report();
    await buyer.hear();
    expect(await buyer.items()).toEqual(['basic_monthly']);
    await buyer.to('2027-01-24T14:00:00Z');
    expect(await buyer.latest()).toMatchObject({ amount_paid: 100_00 });
  });

  test('to a year bills the month that it cuts short, and then by the year', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-04T00:00:00Z');
    await buyer.uses(1_001_000);
    await buyer.report();
    expect((await change(buyer, (await buyer.subscription()).id, 'pro_yearly')).status).toBe(200);
    expect(await buyer.everBilled()).toEqual([[1_000, 5_00]]);
    await buyer.hear();
    await buyer.to('2026-12-04T03:00:00Z');
    await buyer.report();
    await buyer.hear();
    expect(await buyer.items()).toEqual(['pro_yearly', 'pro_overage_yearly']);
  });
});

describe('a subscription that ends', () => {
  test('with its period has its last usage on a final invoice', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.asks('/v1/subscription/cancel', {
      subscription: (await buyer.subscription()).id,
      when: 'period_end',
    });
    await buyer.uses(1_000_500);
    await buyer.report();
    await buyer.to('2026-12-24T12:20:00Z');
    buyer.usedIn(begins, 1_001_500);
    await buyer.report();
    await buyer.to('2026-12-24T13:00:00Z');
    await buyer.report();
    expect(await buyer.latest()).toMatchObject({ status: 'draft', auto_advance: false });
    await buyer.to('2026-12-24T13:20:00Z');
    await buyer.report();
    expect(await buyer.latest()).toMatchObject({ status: 'paid', amount_paid: 10_00 });
    await buyer.to('2026-12-26T00:00:00Z');
    expect(await buyer.drift()).toEqual([]);
  });

  test('now, on the buyer’s wish, the same', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_000_500);
    await buyer.report();
    await buyer.asks('/v1/subscription/cancel', {
      subscription: (await buyer.subscription()).id,
      when: 'now',
    });
    await buyer.to('2026-12-20T02:00:00Z');
    expect(await buyer.latest()).toMatchObject({ status: 'paid', amount_paid: 5_00 });
  });

  test('because all was refunded is billed nothing more', async () => {
    const buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_000_500);
    await buyer.report();
    const [charge] = await buyer.charges();
    await stripe.sdk.refunds.create({ charge: charge!.id });
    await buyer.hear();
    await buyer.to('2027-01-24T00:00:00Z');
    expect((await buyer.subscription()).status).toBe('canceled');
    expect(await buyer.invoices()).toHaveLength(1);
  });
});
