import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundOf, uncappedUnits, unitsLimit } from '../../../shared/domain/billing/spend-cap.ts';

const terms = { units: 1_000, amounts: { usd: 500, eur: 460 } };
const pro = { allowance: 10_000, overage: true, overageTerms: [terms] };
const usd = (amountMinor: number) => ({ amountMinor, currency: 'usd' });

describe('the units of a period', () => {
  it('are the allowance where nothing is billed beyond it, with any cap', () => {
    expect(unitsLimit({ allowance: 10_000, overage: false }, usd(5_000))).toBe(10_000);
    expect(unitsLimit({ allowance: null, overage: true, overageTerms: [terms] }, usd(0))).toBe(null);
  });

  it('are as good as endless with overage and no cap', () => {
    expect(unitsLimit(pro, null)).toBe(10_000 + uncappedUnits);
  });

  it('under a cap are what it pays for in whole blocks, in the currency it is in', () => {
    const limits = [0, 499, 500, 999, 1_000].map((amountMinor) => unitsLimit(pro, usd(amountMinor)));
    expect(limits).toEqual([10_000, 10_000, 11_000, 11_000, 12_000]);
    expect(unitsLimit(pro, { amountMinor: 920, currency: 'eur' })).toBe(12_000);
  });

  it('under a cap in a currency without a price are the allowance', () => {
    expect(unitsLimit(pro, { amountMinor: 5_000, currency: 'gbp' })).toBe(10_000);
    expect(unitsLimit({ ...pro, overageTerms: [] }, usd(5_000))).toBe(10_000);
  });

  it('under a cap have no end where going beyond costs nothing', () => {
    const free = { units: 1, amounts: { usd: 0 } };
    expect(unitsLimit({ ...pro, overageTerms: [free] }, usd(0))).toBe(10_000 + uncappedUnits);
  });

  it('cost no more than the cap on the terms of whichever plan bills them, and one block more would on the dearest', () => {
    const term = fc.record({
      units: fc.integer({ min: 1, max: 5_000 }),
      amountMinor: fc.integer({ min: 1, max: 900 }),
    });
    const property = fc.property(fc.nat(99_999_999), fc.array(term, { minLength: 1, maxLength: 3 }), (cap, held) => {
      const overageTerms = held.map(({ units, amountMinor }) => ({ units, amounts: { usd: amountMinor } }));
      const bought = (unitsLimit({ allowance: 7, overage: true, overageTerms }, usd(cap)) ?? 0) - 7;
      const cost = (units: number) => Math.max(...held.map((each) => Math.ceil(units / each.units) * each.amountMinor));
      expect(cost(bought)).toBeLessThanOrEqual(cap);
      expect(cost(bought + 1)).toBeGreaterThan(cap);
    });
    fc.assert(property, { seed: 41, numRuns: 500 });
  });
});

it('remaining units count from the allowance, from that and the cap’s units, or from no number without a limit', () => {
  const basic = { allowance: 100, overage: false };
  expect(boundOf(basic, null)).toBe(100);
  expect(boundOf({ ...basic, allowance: null }, null)).toBeNull();
  expect(boundOf(pro, null)).toBe(10_000);
  expect(boundOf(pro, usd(500))).toBe(11_000);
});
