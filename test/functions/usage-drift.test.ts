/** The nightly comparison of what was counted, Stripe's meter, and the invoice that bills it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { catalogWithOverage, type OverageBuyer, overageBuyer } from './overage-buyer.ts';

let stripe: TestStripe;
let buyer: OverageBuyer;
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalogWithOverage);
  buyer = await overageBuyer(stripe);
  await buyer.to('2026-12-20T00:00:00Z');
  await buyer.uses(1_002_000);
  await buyer.report();
});
afterEach(() => stripe.stop());

const begins = '2026-11-24T12:00:00.000Z';
/** Events that somebody else sends to the meter. */
const tell = (value: number, time: string) =>
  stripe.sdk.billing.meterEvents.create({
    event_name: 'tollgate_overage_pro',
    timestamp: Date.parse(time) / 1000,
    payload: { stripe_customer_id: buyer.customerId, value: String(value) },
  });
const drift = async () => {
  await buyer.app.reconcile();
  const { corrections } = await buyer.app.deps.drift.list({ limit: 100 });
  return corrections
    .filter(({ cause }) => cause === 'usage')
    .flatMap(({ differences }) => differences.map(({ field, before, after }) => [field, before, after]));
};

describe('drift', () => {
  test('there is none where the meter and the invoice say what was counted, however often it is looked', async () => {
    expect(await drift()).toEqual([]);
    await buyer.to('2026-12-24T12:00:00Z');
    await buyer.to('2026-12-24T16:00:00Z');
    await buyer.report();
    expect(await drift()).toEqual([]);
    const { overage } = await buyer.app.deps.overages.read(buyer.id);
    expect(overage.windows[0]).toMatchObject({ closed: true, compared: true });
  });

  test('a meter with another total is reported with an alarm, and the next report corrects it', async () => {
    await tell(9_000, '2026-12-19T23:59:30Z');
    await buyer.to('2026-12-20T01:00:00Z');
    expect(await drift()).toEqual([['meter', '2000', '9000']]);
    expect(buyer.app.counts).toContainEqual({ name: 'Drift', value: 1 });
    await buyer.to('2026-12-20T02:00:00Z');
    expect(await buyer.report()).toMatchObject({ reports: 1 });
    await buyer.to('2026-12-24T12:00:00Z');
    await buyer.to('2026-12-24T16:00:00Z');
    expect(await buyer.billed()).toEqual([[2_000, 10_00]]);
  });

  test('a meter whose summary lags behind what it was told is not held against us: it is looked at once Stripe has had an hour', async () => {
    stripe = await startStripe(1, { meterLagSeconds: 1_800 });
    await pushCatalog(stripe, catalogWithOverage);
    buyer = await overageBuyer(stripe);
    await buyer.to('2026-12-20T00:00:00Z');
    await buyer.uses(1_002_000);
    await buyer.report();
    expect(await drift()).toEqual([]);
    await buyer.to('2026-12-20T00:20:00Z');
    await buyer.uses(1_003_000);
    await buyer.report();
    expect(await drift()).toEqual([]);
    await tell(9_000, '2026-12-20T00:19:30Z');
    await buyer.to('2026-12-20T01:20:00Z');
    expect(await drift()).toEqual([['meter', '3000', '9000']]);
  });

  test('an invoice with another quantity is reported once', async () => {
    await buyer.to('2026-12-24T12:00:00Z');
    await tell(7_000, '2026-12-24T11:59:59Z');
    await buyer.to('2026-12-24T13:00:00Z');
    await buyer.report();
    await buyer.to('2026-12-24T16:00:00Z');
    const once = [
      ['meter', '2000', '7000'],
      ['invoice', '2000', '7000'],
    ];
    expect(await drift()).toEqual(once);
    expect(await drift()).toEqual(once);
  });

  test('usage found too late to be billed is reported once', async () => {
    await buyer.to('2026-12-24T12:00:00Z');
    await buyer.to('2026-12-24T13:00:00Z');
    buyer.usedIn(begins, 1_002_600);
    await buyer.report();
    await buyer.to('2026-12-24T16:00:00Z');
    expect(await drift()).toEqual([['late', '2000', '2600']]);
    expect(await drift()).toEqual([['late', '2000', '2600']]);
  });
});
