import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapest, type EstimatedPlan, estimate } from '../../../shared/domain/billing/estimate.ts';

const basic: EstimatedPlan = {
  availability: 'public',
  prices: [{ interval: 'month', amountMinor: 100_00, currency: 'usd', currencies: { eur: 92_00 } }],
  allowance: 10_000,
  overage: null,
  credit: null,
};
const pro: EstimatedPlan = {
  availability: 'public',
  prices: [
    { interval: 'month', amountMinor: 5_000_00, currency: 'usd', currencies: { eur: 4_600_00 } },
    { interval: 'year', amountMinor: 50_000_00, currency: 'usd' },
    { interval: 'month', amountMinor: 50_00, currency: 'usd', per: 'affiliate' },
  ],
  allowance: 1_000_000,
  overage: { units: 1_000, amountMinor: 5_00, currency: 'usd', currencies: { eur: 4_60 } },
  credit: null,
};
const prepaid: EstimatedPlan = {
  availability: 'public',
  prices: [],
  allowance: null,
  overage: null,
  credit: { units: 1_000, amountMinor: 20_00, currency: 'usd' },
};
const monthly = (unitsPerMonth: number, currency = 'usd') => ({ unitsPerMonth, interval: 'month', currency }) as const;

describe('an estimate', () => {
  it('is the price up to the allowance, and nothing where a plan without extra usage would stop', () => {
    expect(estimate(basic, monthly(10_000))).toMatchObject({ amountMinor: 100_00, extraMinor: 0 });
    expect(estimate(basic, monthly(10_001))).toBeNull();
  });

  it('bills a begun block of extra usage as a whole', () => {
    expect(estimate(pro, monthly(1_000_001))).toMatchObject({ amountMinor: 5_005_00, extraMinor: 5_00, blocks: 1 });
    expect(estimate(pro, monthly(1_001_000))).toMatchObject({ blocks: 1 });
    expect(estimate(pro, monthly(1_001_001))).toMatchObject({ amountMinor: 5_010_00, blocks: 2 });
  });

  it('counts a year of units against the allowance of a yearly period', () => {
    const yearly = { unitsPerMonth: 100_000, interval: 'year', currency: 'usd' } as const;
    expect(estimate(pro, yearly)).toMatchObject({ amountMinor: 51_000_00, baseMinor: 50_000_00, blocks: 200 });
    expect(estimate(basic, yearly)).toBeNull();
  });

  it('sells prepaid units in whole packs', () => {
    expect(estimate(prepaid, monthly(1))).toMatchObject({ amountMinor: 20_00, baseMinor: 0 });
    expect(estimate(prepaid, monthly(5_000))).toMatchObject({ amountMinor: 100_00, blocks: 5 });
  });

  it('is in the currency that was asked for, price and extra usage alike, and null where it is not sold in it', () => {
    expect(estimate(pro, monthly(1_000_001, 'eur'))).toMatchObject({ amountMinor: 4_604_60, currency: 'eur' });
    expect(estimate(prepaid, monthly(1, 'eur'))).toBeNull();
    expect(estimate(pro, monthly(1, 'gbp'))).toBeNull();
  });

  it('names the plan that costs least for each volume', () => {
    const plans = [basic, pro, prepaid];
    const best = (units: number) => cheapest(plans, monthly(units))?.plan;
    expect([1, 4_000, 5_000, 10_000, 10_001, 300_000].map(best)).toEqual([
      ...[prepaid, prepaid, basic, basic],
      ...[prepaid, pro],
    ]);
    expect(cheapest([basic], monthly(10_001))).toBeNull();
  });

  it('never falls when more units are wanted, and is always made of its parts', () => {
    const units = fc.integer({ min: 0, max: 5_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(pro, prepaid), units, units, (plan, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((each) => estimate(plan, monthly(each)));
        expect(less!.amountMinor).toBeLessThanOrEqual(more!.amountMinor);
        expect(more!.amountMinor).toBe(more!.baseMinor + more!.extraMinor);
      }),
    );
  });
});
