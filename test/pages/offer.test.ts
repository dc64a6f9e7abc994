import { expect, test } from 'vitest';
import { buyAddress } from '../../pages/src/pricing/offer.ts';
import type { PriceView } from '../../shared/http/views.ts';

const price: PriceView = {
  lookupKey: 'pro_monthly',
  interval: 'month',
  amountMinor: 5_000_00,
  currency: 'usd',
  currencies: { usd: 5_000_00, eur: 4_600_00 },
};

test('the way to buy keeps the currency that the calculator showed, where it is another than the price’s own', () => {
  const addressIn = (currency: string) => buyAddress(price, { language: 'en', currency });
  expect(addressIn('eur')).toBe('/sign-up?price=pro_monthly&currency=eur');
  expect(addressIn('usd')).toBe('/sign-up?price=pro_monthly');
});

test('a currency that the price is not sold in is left out, and so is one without a price', () => {
  expect(buyAddress(price, { language: 'ar', currency: 'gbp' })).toBe('/sign-up?price=pro_monthly&language=ar');
  expect(buyAddress(undefined, { language: 'en', currency: 'eur' })).toBe('/sign-up');
});
