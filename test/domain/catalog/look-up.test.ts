import { describe, expect, it } from 'vitest';
import {
  buyableLookupKeys,
  datasetOf,
  planOf,
  soldBy,
  soldId,
  soldName,
} from '../../../shared/domain/catalog/look-up.ts';
import tollgate from '../../../tollgate.config.ts';

describe('a lookup key', () => {
  it.each([
    ['basic_monthly', 'plan:basic', 'Basic', 100_00],
    ['pro_monthly', 'plan:pro', 'Pro', 5_000_00],
    ['verified_monthly', 'badge:verified', 'Verified', 8_00],
    ['verified_yearly', 'badge:verified', 'Verified', 84_00],
    ['verified_affiliate_monthly', 'badge:verified_organization', 'Verified Organization', 50_00],
  ])('%s buys %s', (lookupKey, id, name, amountMinor) => {
    const sold = soldBy(tollgate, lookupKey)!;
    expect([soldId(sold), soldName(sold), sold.price.amountMinor]).toEqual([id, name, amountMinor]);
  });

  it.each(['', 'basic', 'BASIC_MONTHLY', 'constructor', '__proto__'])('"%s" buys nothing', (lookupKey) => {
    expect(soldBy(tollgate, lookupKey)).toBeUndefined();
  });

  it('can be bought by itself where its plan is public or it is a badge, and it is not by the head', () => {
    expect(buyableLookupKeys(tollgate)).toEqual([
      'basic_monthly',
      'pro_monthly',
      'verified_monthly',
      'verified_yearly',
      'verified_organization_monthly',
    ]);
    const plans = tollgate.plans.map((plan) => ({ ...plan, availability: 'contact' as const }));
    expect(buyableLookupKeys({ ...tollgate, plans, badges: [] })).toEqual([]);
  });
});

it.each(['constructor', 'toString', '__proto__', ''])('nothing has the id "%s"', (id) => {
  expect([planOf(tollgate, id), datasetOf(tollgate, id)]).toEqual([undefined, undefined]);
});
