import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { buyerAtStripe } from './at-stripe.ts';
import { inPacks } from './credit-packs.ts';
import { catalogWithOverage } from './overage-buyer.ts';
import { trialCatalog } from './trialists.ts';

/** Basic begins with a trial, and credit is sold in packs. */
const catalog: Catalog = {
  ...inPacks,
  plans: inPacks.plans.map((plan) => ({ ...plan, ...trialDaysOf(plan.id) })),
};
function trialDaysOf(planId: string) {
  const trialDays = trialCatalog.plans.find(({ id }) => id === planId)?.trialDays;
  return trialDays === undefined ? {} : { trialDays };
}

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterAll(() => stripe.stop());

test.each(['billing', 'leaving', 'stripe-sync', 'top-up', 'reconcile'])(
  '%s may claim a trial and move an open counter, since its sync may be the first that sees them',
  async (name) => {
    const bought = { catalog, prices: ['verified_monthly'], key: 'test' } as const;
    const { app, buyer, id, customerId } = await buyerAtStripe(stripe, bought);
    const counter = { accountId: id, periodStart: creditPeriod };
    await app.deps.counters.open(counter, { units: 1, version: (await app.deps.access.read(id)).version });
    const checkout = (await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url;
    expect((await pay(checkout)).status).toBe(303);
    const pack = (await buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', {})).body.url;
    expect((await pay(pack)).status).toBe(303);

    await syncAccount(app.depsOf(name), id, customerId);

    const { grants } = await app.deps.access.read(id);
    expect(grants).toContainEqual(expect.objectContaining({ id: 'basic', status: 'trialing' }));
    expect(await app.deps.trials.hasClaimed(id)).toBe(true);
    expect((await app.deps.counters.read(counter))?.limit).toBe(2_000);
  },
);

test('reconcile compares the units that it reads itself with what Stripe billed', async () => {
  const own = await startStripe();
  try {
    await pushCatalog(own, catalogWithOverage);
    const { app, id, hear } = await buyerAtStripe(own, { catalog: catalogWithOverage, prices: ['pro_monthly'] });
    for (const time of ['2026-12-20T00:00:00Z', '2026-12-24T12:00:00Z', '2026-12-24T16:00:00Z']) {
      await own.advanceTo(new Date(time));
      await hear();
      await app.usageReport();
    }
    await app.reconcile();
    expect((await app.deps.overages.read(id)).overage.windows[0]).toMatchObject({ closed: true, compared: true });
  } finally {
    await own.stop();
  }
});
