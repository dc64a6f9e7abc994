/** The calculator of the pricing page, held against Stripe's bills: what it shows for a volume is what that volume costs, to the smallest part. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { creditPlanOf } from '../../shared/domain/billing/credit.ts';
import { estimate } from '../../shared/domain/billing/estimate.ts';
import type { Catalog, Plan } from '../../shared/domain/catalog/catalog.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import type { PlanView } from '../../shared/http/views.ts';
import tollgate from '../../tollgate.config.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { buyerAtStripe } from './at-stripe.ts';
import { overageBuyer } from './overage-buyer.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The plans of the sample catalogue, those with a subscription also by the year and in a currency of no and of two decimals. */
const catalog: Catalog = { ...tollgate, plans: tollgate.plans.map(everyWay) };

function everyWay(plan: Plan): Plan {
  const [price] = plan.prices;
  if (!price) return plan;
  const inAll = (usdMinor: number) => ({ eur: usdMinor - 37, jpy: Math.round(usdMinor * 1.5) });
  return {
    ...plan,
    prices: [
      { ...price, currencies: inAll(price.amountMinor) },
      {
        lookupKey: `${plan.id}_yearly`,
        interval: 'year',
        amountMinor: price.amountMinor * 10,
        currency: price.currency,
        currencies: inAll(price.amountMinor * 10),
      },
    ],
    ...(plan.overage && { overage: { ...plan.overage, currencies: inAll(plan.overage.amountMinor) } }),
  };
}

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterAll(() => stripe.stop());

const plans: readonly PlanView[] = catalogView(catalog, 'en').plans;
const subscribed = plans.filter(({ availability, prices }) => availability === 'public' && prices.length > 0);
const bought = subscribed.flatMap((plan) =>
  plan.prices.flatMap(({ lookupKey, interval, currency, currencies = {} }) =>
    [...new Set([currency, ...Object.keys(currencies)])].map((each) => ({ plan, lookupKey, interval, currency: each })),
  ),
);

/** Units a month: none, the allowance of a period, one past it, a whole block past it, and one past that. */
function volumesOf({ allowance, overage }: PlanView, months: number): number[] {
  const included = allowance ?? 0;
  const block = overage?.units ?? 1_000;
  const ofPeriod = [included, included + 1, included + block, included + block + 1];
  return [0, ...new Set(ofPeriod.map((units) => Math.ceil(units / months)))];
}

const monthsLater = (from: string, months: number): string => {
  const time = new Date(from);
  time.setUTCMonth(time.getUTCMonth() + months);
  return new Date(time.getTime() + 2 * 3_600_000).toISOString();
};

describe('a subscription', () => {
  test.each(bought)('by $lookupKey in $currency costs what was estimated, whatever was used', async (of) => {
    const { plan, lookupKey, interval, currency } = of;
    const months = interval === 'year' ? 12 : 1;
    for (const unitsPerMonth of volumesOf(plan, months)) {
      const buyer = await overageBuyer(stripe, { prices: [lookupKey], currency, catalog });
      const began = (await buyer.entitlement()).period!.start;
      await buyer.uses(unitsPerMonth * months);
      await buyer.report();
      await buyer.to(monthsLater(began, months));
      const [renewal, first] = await buyer.invoices();
      const extraMinor = renewal!.lines.data
        .filter(({ description }) => description?.endsWith('overage'))
        .reduce((sum, { amount }) => sum + amount, 0);
      const shown = estimate(plan, { unitsPerMonth, interval, currency });
      const billed = { currency: first!.currency, amountMinor: first!.amount_paid + extraMinor };
      if (shown)
        expect({ unitsPerMonth, ...billed }).toEqual({ unitsPerMonth, currency, amountMinor: shown.amountMinor });
      else expect({ unitsPerMonth, extraMinor }).toEqual({ unitsPerMonth, extraMinor: 0 });
      expect([renewal!.billing_reason, renewal!.status]).toEqual(['subscription_cycle', 'paid']);
    }
  });
});

describe('prepaid records', () => {
  const credit = plans.find(({ id }) => id === creditPlanOf(catalog)?.id)!;

  test.each([1, 999, 1_000, 1_001, 250_000])(
    'for %i records cost what was estimated, in whole packs',
    async (units) => {
      const here = await buyerAtStripe(stripe, { catalog, prices: ['verified_monthly'], key: 'test' });
      const shown = estimate(credit, { unitsPerMonth: units, interval: 'month', currency: 'usd' })!;
      const { body } = await here.buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', { packs: shown.blocks });
      expect((await pay(body.url)).status).toBe(303);
      await here.hear();
      const [charge] = await here.charges();
      expect(charge).toMatchObject({ amount: shown.amountMinor, currency: shown.currency, status: 'succeeded' });
      const held = (await here.entitlement()).credit!.units;
      expect(held).toBeGreaterThanOrEqual(units);
      expect(held - units).toBeLessThan(credit.credit!.units);
    },
  );
});
