import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { creditPeriod, creditPlanOf } from '../../shared/domain/billing/credit.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { billingKey, counterKey, grantsKey } from '../../shared/storage/item-keys.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe } from './at-stripe.ts';
import { inPacks as catalog } from './credit-packs.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterAll(() => stripe.stop());

let here: BuyerAtStripe;
beforeEach(async () => {
  here = await buyerAtStripe(stripe, { catalog, prices: ['verified_monthly'], key: 'test' });
});

const topUp = (body: object = {}, of = here) => of.buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', body);
/** Buys so many packs of 2,000 units, and waits until it is heard. */
async function buy(packs = 1, of = here): Promise<void> {
  expect((await pay((await topUp({ packs }, of)).body.url)).status).toBe(303);
  await of.hear();
}
const held = async (of = here) => (await of.entitlement()).credit?.units ?? 0;
const counter = (of = here) => of.app.deps.counters.read({ accountId: of.id, periodStart: creditPeriod });
/** Opens the counter as an instance does, and takes some. */
async function spend(units: number): Promise<void> {
  const { counters, access } = here.app.deps;
  const id = { accountId: here.id, periodStart: creditPeriod };
  await counters.open(id, { units: await held(), version: (await access.read(here.id)).version });
  const { settled = 0, limit = 0 } = (await counter()) ?? {};
  expect((await counters.take({ ...id, instanceId: 'e0000001', units, entry: 0, settled, limit })).ok).toBe(true);
}
const refund = async (amount?: number) => {
  const { charges } = here;
  const [latest] = await charges();
  await stripe.sdk.refunds.create({ charge: latest?.id, ...(amount && { amount }) });
  await here.hear();
};

describe('buying credit', () => {
  test('needs no subscription: a payment at Stripe is units of the plan, and the card is kept', async () => {
    await buy(3);
    expect(await here.entitlement()).toMatchObject({ plans: ['pay_per_use'], credit: { units: 6_000 }, period: null });
    expect(await here.charges()).toMatchObject([{ amount: 30_00, status: 'succeeded' }, { amount: 8_00 }]);
    const { data } = await stripe.sdk.paymentMethods.list({ customer: here.customerId, type: 'card' });
    expect(data).toHaveLength(2);
    expect((await here.trail())[0]).toMatchObject({
      action: 'access.changed',
      detail: { grants: 'verified (active), pay_per_use (6000 prepaid)' },
    });
  });

  test('a payment is credited once, however often and in whatever order Stripe tells of it', async () => {
    await pay((await topUp()).body.url);
    await here.hear((events) => [...events, ...events.toReversed(), ...events]);
    await buy();
    await here.hear((events) => [...events, ...events]);
    await here.app.reconcile();
    expect(await held()).toBe(4_000);
    const lines = (await here.trail()).filter(({ detail }) => String(detail.grants).includes('prepaid'));
    expect(lines).toHaveLength(2);
  });

  test('with a payment that brings no event is credited by the next run of reconcile', async () => {
    await pay((await topUp()).body.url);
    expect(await held()).toBe(0);
    expect(await here.app.reconcile()).toMatchObject({ corrected: 1 });
    expect(await held()).toBe(2_000);
  });

  test('a declined card leaves the session open, and another one pays', async () => {
    const { url } = (await topUp()).body;
    expect((await pay(url, { card: '4000000000000002' })).status).toBe(402);
    await here.hear();
    expect(await held()).toBe(0);
    expect((await pay(url)).status).toBe(303);
    await here.hear();
    expect(await held()).toBe(2_000);
  });

  test('again ends the session before, and what that one had paid is credited first', async () => {
    const first = (await topUp()).body.url;
    const second = (await topUp({ packs: 2 })).body.url;
    expect((await pay(first)).status).toBe(410);
    await pay(second);
    expect(await topUp()).toMatchObject({ status: 201 });
    expect(await held()).toBe(4_000);
  });

  test('twice at once opens one session, and the other request is told of it', async () => {
    const both = await Promise.all([topUp(), topUp()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    await pay(both.find(({ status }) => status === 201)!.body.url);
    await here.hear();
    expect(await held()).toBe(2_000);
  });

  test.each([
    [{ packs: 0 }, 400],
    [{ packs: 1_001 }, 400],
    [{ packs: 1.5 }, 400],
    [{ pack: 1 }, 400],
  ])('%o is refused and begins nothing', async (body, status) => {
    expect((await topUp(body)).status).toBe(status);
    expect(await here.app.deps.checkouts.read(here.id, 'credit:pay_per_use')).toBeNull();
  });

  test('is refused where the catalogue sells none, or in another currency than the account pays in', async () => {
    const without: Catalog = { ...catalog, plans: catalog.plans.filter(({ credit }) => !credit) };
    expect(await topUp({}, await buyerAtStripe(stripe, { catalog: without }))).toMatchObject({ status: 409 });
    const inEuros: Catalog = {
      ...catalog,
      plans: catalog.plans.map((each) =>
        each.credit ? { ...each, credit: { ...each.credit, currency: 'eur' } } : each,
      ),
    };
    expect(await topUp({}, await buyerAtStripe(stripe, { catalog: inEuros }))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('USD') },
    });
  });
});

describe('bought credit', () => {
  test('keeps its units when the price changes', async () => {
    await buy();
    const { plans } = catalog;
    const dearer: Catalog = {
      ...catalog,
      plans: plans.map((each) => (each.credit ? { ...each, credit: { ...each.credit, units: 10 } } : each)),
    };
    expect(creditPlanOf(dearer)?.credit.units).toBe(10);
    Object.assign(here.app.deps, { catalog: dearer });
    await here.app.reconcile();
    expect(await held()).toBe(2_000);
  });

  test('and not spent is there again after every billing item and grant was lost, and what was spent is not', async () => {
    await buy();
    await spend(300);
    for (const key of [billingKey(here.id), grantsKey(here.id)]) await here.table.delete(key);
    expect(await held()).toBe(0);
    expect(await here.app.reconcile()).toMatchObject({ corrections: [{ accountId: here.id, cause: 'deleted_item' }] });
    expect(await held()).toBe(2_000);
    expect(await counter()).toMatchObject({ limit: 2_000, free: 1_700, entries: { e0000001: 300 } });
    expect(await here.app.reconcile()).toMatchObject({ corrected: 0 });
  });

  test('and refunded in part goes by that share, what is spent stays spent, and the counter follows', async () => {
    await buy();
    await spend(300);
    await refund(5_00);
    expect(await held()).toBe(1_000);
    expect(await counter()).toMatchObject({ limit: 1_000, free: 700 });
  });

  test('and refunded whole after more was spent is owed by the next purchase', async () => {
    await buy();
    await spend(300);
    await refund();
    expect(await here.entitlement()).toMatchObject({ access: 'none' });
    expect(await counter()).toMatchObject({ limit: 0, free: -300 });
    await buy();
    expect(await counter()).toMatchObject({ limit: 2_000, free: 1_700 });
  });

  test('and refunded whole is there again when the refund fails, as soon as that is heard', async () => {
    await pay((await topUp()).body.url, { card: '4000000000005126' });
    await here.hear();
    await spend(300);
    await refund();
    expect(await held()).toBe(0);
    await stripe.advanceTo(new Date(stripe.now().getTime() + 2 * 86_400_000));
    await here.hear();
    expect(await held()).toBe(2_000);
    expect(await counter()).toMatchObject({ limit: 2_000, free: 1_700 });
    expect(await here.app.reconcile()).toMatchObject({ corrected: 0 });
  });

  test('with a payment that is disputed goes when the dispute is lost, and not before', async () => {
    await pay((await topUp()).body.url, { card: '4000000000000259' });
    await here.hear();
    expect(await held()).toBe(2_000);
    const [dispute] = (await stripe.sdk.disputes.list({ charge: (await here.charges())[0]!.id })).data;
    await stripe.sdk.disputes.close(dispute!.id);
    await here.hear();
    expect(await held()).toBe(0);
  });

  test('is not topped up by a payment of anything else', async () => {
    await buy();
    await pay((await here.buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
    await here.hear();
    expect(await here.entitlement()).toMatchObject({ plans: ['basic', 'pay_per_use'], credit: { units: 2_000 } });
    expect((await here.table.get(counterKey(here.id, creditPeriod))).item).toBeUndefined();
  });
});
