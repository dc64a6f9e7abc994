/** Overage around changes of plan: each unit is billed once, whether the change is paid, unpaid, voided or interrupted. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { atEveryCall } from '../support/faulty-calls.ts';
import { catalogWithOverage, type OverageBuyer, overageBuyer } from './overage-buyer.ts';

let stripe: TestStripe;
let buyer: OverageBuyer;
afterEach(() => stripe.stop());

async function begin(settings: Parameters<typeof startStripe>[1] = {}) {
  stripe = await startStripe(1, settings);
  await pushCatalog(stripe, catalogWithOverage);
  buyer = await overageBuyer(stripe);
  await buyer.to('2026-12-04T00:00:00Z');
  await buyer.uses(1_200_000);
  await buyer.report();
  await buyer.to('2026-12-05T00:00:00Z');
}
beforeEach(() => begin());

const change = async (price: string) =>
  buyer.asks('/v1/subscription/change', { subscription: (await buyer.subscription()).id, price });
const payWith = (method: string) =>
  stripe.sdk.customers.update(buyer.customerId, { invoice_settings: { default_payment_method: method } });
/** The card that Checkout saved goes, so that the customer's default one is charged. */
async function chargeDefault() {
  const { id } = await buyer.subscription();
  await payWith('pm_card_visa');
  await stripe.sdk.subscriptions.update(id, { default_payment_method: '' });
}
/** Everybody does their work twice, as after some time. */
async function settleDown() {
  for (let run = 0; run < 2; run++) {
    await buyer.hear();
    await buyer.report();
  }
}
const unitsBilled = async () => (await buyer.everBilled()).reduce((sum, [units]) => sum + (units ?? 0), 0);

describe('a change that is paid', () => {
  test('says in its preview that usage is billed first', async () => {
    const { id } = await buyer.subscription();
    const preview = await buyer.asks('/v1/subscription/preview', { subscription: id, price: 'max_monthly' });
    expect(preview.body).toMatchObject({ when: 'now', billsUsageFirst: true });
  });

  test('bills the usage before it once, and then what goes past the new allowance', async () => {
    expect((await change('max_monthly')).body).toMatchObject({ outcome: 'changed' });
    expect(await buyer.everBilled()).toEqual([[200_000, 1_000_00]]);
    await settleDown();
    await buyer.uses(5_300_000);
    await buyer.to('2026-12-24T12:00:00Z');
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    await settleDown();
    expect(await buyer.everBilled()).toEqual([
      [200_000, 1_000_00],
      [100_000, 200_00],
    ]);
    await buyer.to('2026-12-30T00:00:00Z');
    expect(await buyer.drift()).toEqual([]);
  });

  test('leaves nothing to list where the new allowance is larger than what was used', async () => {
    await change('max_monthly');
    await settleDown();
    await buyer.to('2026-12-12T00:00:00Z');
    await settleDown();
    expect(await buyer.everBilled()).toEqual([[200_000, 1_000_00]]);
    expect(await buyer.drift()).toEqual([]);
  });

  test('within a day of the item that comes again is no repetition of the call that added it', async () => {
    await change('pro_yearly');
    await settleDown();
    expect(await buyer.items()).toEqual(['pro_yearly', 'pro_overage_yearly']);
    await buyer.uses(1_300_000);
    await buyer.report();
    expect((await change('max_monthly')).status).toBe(200);
    await settleDown();
    await buyer.to('2027-01-05T00:00:00Z');
    await buyer.report();
    await buyer.to('2027-01-05T02:00:00Z');
    expect(await unitsBilled()).toBe(500_000);
  });
});

describe('a change that is not paid', () => {
  /** The overage is charged to a card that works, and the change to one that does not. */
  async function leaveUnpaid() {
    await chargeDefault();
    const { stripe: gateway } = buyer.app.deps;
    const changeItems = gateway.changeItems.bind(gateway);
    Object.assign(gateway, {
      changeItems: async (...input: Parameters<typeof changeItems>) => {
        await payWith('pm_card_chargeCustomerFail');
        return changeItems(...input);
      },
    });
    expect((await change('max_monthly')).body).toMatchObject({ outcome: 'awaiting_payment' });
    await payWith('pm_card_visa');
    await settleDown();
  }

  test('and expires neither loses nor doubles the usage: that of before is billed, and the rest with the period', async () => {
    await leaveUnpaid();
    expect(await buyer.everBilled()).toEqual([[200_000, 1_000_00]]);
    await buyer.uses(1_250_000);
    await buyer.to('2026-12-06T12:00:00Z');
    await settleDown();
    expect(await buyer.items()).toEqual(['pro_monthly', 'pro_overage_monthly']);
    await buyer.uses(1_300_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    await settleDown();
    expect(await buyer.everBilled()).toEqual([
      [200_000, 1_000_00],
      [100_000, 500_00],
    ]);
    await buyer.to('2026-12-30T00:00:00Z');
    expect(await buyer.drift()).toEqual([]);
  });

  test('and is voided by the buyer who keeps the old plan, the same', async () => {
    await leaveUnpaid();
    await buyer.asks('/v1/subscription/resume', { subscription: (await buyer.subscription()).id });
    await settleDown();
    await buyer.uses(1_300_000);
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await unitsBilled()).toBe(300_000);
  });

  test('and still waits when the period ends has its usage billed with the next one', async () => {
    await buyer.to('2026-12-24T06:00:00Z');
    await leaveUnpaid();
    await buyer.uses(1_300_000);
    const [first] = Object.keys((await buyer.app.deps.overages.read(buyer.id)).overage.allowances);
    await buyer.to('2026-12-24T14:00:00Z');
    await settleDown();
    buyer.usedIn(first!, 1_310_000);
    await buyer.report();
    await buyer.to('2027-01-24T14:00:00Z');
    expect(await unitsBilled()).toBe(310_000);
  });

  test('because the usage itself could not be charged, is not made at all; that invoice is listed until it is paid', async () => {
    await chargeDefault();
    await payWith('pm_card_chargeCustomerFail');
    expect((await change('basic_monthly')).body).toMatchObject({ outcome: 'scheduled' });
    expect((await change('max_monthly')).body).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(/Pay that.*The change that was planned for the next period was dropped/),
    });
    await settleDown();
    expect((await buyer.subscription()).scheduledChange).toBeUndefined();
    expect((await buyer.subscription()).pendingChange).toBeUndefined();
    expect(await buyer.items()).toEqual(['pro_monthly', 'pro_overage_monthly']);
    expect(await buyer.drift()).toEqual([['uncollected', '100000', '0', 1_000_00]]);
    await payWith('pm_card_visa');
    await buyer.drift();
    const settled = (await buyer.invoices()).find(({ total }) => total === 1_000_00);
    expect(settled).toMatchObject({ status: 'paid' });
    await buyer.to('2026-12-24T14:00:00Z');
    expect(await unitsBilled()).toBe(200_000);
  });
});

describe('usage that Stripe had not processed yet when it was settled', () => {
  test('is billed by the next item, and is not forgiven by the larger allowance', async () => {
    await stripe.stop();
    await begin({ meterLagSeconds: 3_600 });
    await buyer.uses(1_250_000);
    expect((await change('max_monthly')).status).toBe(200);
    await settleDown();
    expect(await buyer.everBilled()).toEqual([[200_000, 1_000_00]]);
    await buyer.to('2026-12-05T12:00:00Z');
    await settleDown();
    await buyer.to('2026-12-24T14:00:00Z');
    await settleDown();
    expect(await unitsBilled()).toBe(250_000);
  });
});

test('a change that dies at any call leaves no unit unbilled and none billed twice', { timeout: 120_000 }, async () => {
  const changeOver = async () => {
    await buyer.uses(1_250_000);
    await change('max_monthly');
  };
  buyer.calls.reset();
  await changeOver();
  const names = buyer.calls.reset();
  const locked = names.findLastIndex((name) => name.startsWith('table transact BILLING,TRAILBOX'));
  const isTried = (name: string, n: number) => n >= locked && !/^(table (get|query)|queue)/.test(name);
  await atEveryCall(names, async ({ at, kind, name }) => {
    if (!isTried(name, at - 1)) return [];
    await stripe.stop();
    await begin();
    buyer.calls.arm({ at, kind });
    await changeOver().catch(() => {});
    const made = buyer.calls.reset();
    await buyer.to('2026-12-05T00:10:00Z');
    await settleDown();
    await settleDown();
    const isChanged = (await buyer.items()).includes('max_monthly');
    await buyer.uses(isChanged ? 5_300_000 : 1_300_000);
    await buyer.to('2026-12-24T12:00:00Z');
    await buyer.report();
    await buyer.to('2026-12-24T14:00:00Z');
    await settleDown();
    expect(await unitsBilled(), `${kind} ${name}`).toBe(300_000);
    return made;
  });
});
