/** The amount that a buyer pays for a period, as far as Stripe and the catalogue state it. */
import { expect, it } from 'vitest';
import { periodAmountOf } from '../../../shared/domain/billing/period-amount.ts';
import tollgate from '../../../tollgate.config.ts';
import { day, item, subscription } from './subscriptions.ts';

const of = (items: readonly Partial<Parameters<typeof item>[0]>[], currency: string | undefined = 'usd') =>
  periodAmountOf(tollgate, subscription({ items: items.map((each) => item(each)), currency }));

it.each([
  ['at its own price, older than the catalogue’s', [{ unitAmountMinor: 90_00 }], 90_00],
  ['at the catalogue’s where Stripe does not say', [{}], 100_00],
  [
    'with every head',
    [
      { lookupKey: 'verified_organization_monthly', unitAmountMinor: 1_000_00 },
      { lookupKey: 'verified_affiliate_monthly', unitAmountMinor: 40_00, quantity: 3 },
    ],
    1_120_00,
  ],
  [
    'without what is used beyond the allowance',
    [{ unitAmountMinor: 90_00 }, { lookupKey: null, metered: { itemId: 'si_1', since: day(1) } }],
    90_00,
  ],
] as const)('it is counted %s', (_, items, amountMinor) => expect(of(items)).toEqual({ amountMinor, currency: 'usd' }));

it('is null where it is not known', () => {
  expect(of([{}], 'xyz')).toBeNull();
  expect(of([{ lookupKey: null }])).toBeNull();
  expect(periodAmountOf(tollgate, subscription())).toBeNull();
});
