import { describe, expect, it } from 'vitest';
import { textIn } from '../../../shared/domain/catalog/localized.ts';
import {
  badgeFor,
  buyableLookupKeys,
  datasetOf,
  planOf,
  seatPriceOf,
  soldBy,
  soldId,
  soldName,
} from '../../../shared/domain/catalog/look-up.ts';
import tollgate from '../../../tollgate.config.ts';

it.each([
  ['person', 'verified'],
  ['organization', 'verified_organization'],
  ['government', 'verified_organization'],
] as const)('a badge for a %s is %s', (kind, id) => {
  expect(badgeFor(tollgate, kind)?.id).toBe(id);
});

it('a badge of its own goes before one that is sold to a kind as well', () => {
  const official = { ...tollgate.badges[0]!, id: 'official', kind: 'government' as const };
  expect(badgeFor({ ...tollgate, badges: [...tollgate.badges, official] }, 'government')).toBe(official);
  expect(badgeFor({ ...tollgate, badges: [official] }, 'person')).toBeUndefined();
});

describe('a lookup key', () => {
  it.each([
    ['basic_monthly', 'plan:basic', 'Basic', 100_00],
    ['pro_monthly', 'plan:pro', 'Pro', 5_000_00],
    ['verified_monthly', 'badge:verified', 'Verified', 8_00],
    ['verified_yearly', 'badge:verified', 'Verified', 84_00],
    ['verified_affiliate_monthly', 'badge:verified_organization', 'Verified Organization', 50_00],
  ])('%s buys %s', (lookupKey, id, name, amountMinor) => {
    const sold = soldBy(tollgate, lookupKey)!;
    expect([soldId(sold), textIn(soldName(sold), 'en'), sold.price.amountMinor]).toEqual([id, name, amountMinor]);
  });

  it.each(['', 'basic', 'BASIC_MONTHLY', 'constructor', '__proto__'])('"%s" buys nothing', (lookupKey) => {
    expect(soldBy(tollgate, lookupKey)).toBeUndefined();
  });

  it('can be bought by itself where its plan is public or it is a badge, and it is no seat’s', () => {
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

describe('the price of a seat', () => {
  const organization = tollgate.badges.find(({ id }) => id === 'verified_organization')!;
  const [monthly, head] = [organization.prices[0]!, organization.prices[1]!];
  const soldWith = (...seatPrices: (typeof head)[]) => ({
    kind: 'badge' as const,
    badge: { ...organization, prices: [monthly, ...seatPrices] },
    price: monthly,
  });

  it('is the one beside the price, and there is none where seats are not sold', () => {
    expect(seatPriceOf(soldBy(tollgate, 'verified_organization_monthly')!)).toBe(head);
    expect(seatPriceOf(soldBy(tollgate, 'verified_monthly')!)).toBeUndefined();
    expect(seatPriceOf(soldBy(tollgate, 'basic_monthly')!)).toBeUndefined();
  });

  it('has the interval and the currency of the price beside it', () => {
    expect(seatPriceOf(soldWith({ ...head, interval: 'year' }))).toBeUndefined();
    expect(seatPriceOf(soldWith({ ...head, currency: 'eur' }))).toBeUndefined();
  });

  it('is a private one for the buyers that it names, before the public one, and for nobody else', () => {
    const theirs = { ...head, availability: 'private' as const, for: ['ada@buyer.example', 'acc_2'] };
    const ada = { id: 'acc_1', email: 'ada@buyer.example' };
    expect(seatPriceOf(soldWith(head, theirs), ada)).toBe(theirs);
    expect(seatPriceOf(soldWith(head, theirs), { id: 'acc_2', email: 'bob@buyer.example' })).toBe(theirs);
    expect(seatPriceOf(soldWith(head, theirs), { id: 'acc_3', email: 'eve@buyer.example' })).toBe(head);
    expect(seatPriceOf(soldWith(theirs))).toBeUndefined();
  });
});

it.each(['constructor', 'toString', '__proto__', ''])('nothing has the id "%s"', (id) => {
  expect([planOf(tollgate, id), datasetOf(tollgate, id)]).toEqual([undefined, undefined]);
});
