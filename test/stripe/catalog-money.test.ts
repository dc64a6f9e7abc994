/** Amounts in the texts that operators and buyers read, in a currency that Intl would show a hundred times too large. */
import { expect, test } from 'vitest';
import { moneyText } from '../../shared/domain/money.ts';
import { couponText } from '../../shared/stripe/catalog/current-coupons.ts';
import { priceText } from '../../shared/stripe/catalog/describe.ts';

const plain = (text: string) => text.replace(/[\s\u2066-\u2069\u200e\u200f]/g, ' ').trim();

test.each([
  ['huf', 5_500_00, /5,500\b(?!,)/],
  ['idr', 150_000_00, /150,000\b(?!,)/],
  ['cop', 40_000_00, /40,000\b(?!,)/],
  ['jpy', 5_500, /5,500\b(?!,)/],
  ['kwd', 5_500_000, /5,500\b(?!,)/],
])('a mail, a coupon and a price of the catalogue show %s %i as people count it', (currency, amountMinor, shown) => {
  for (const language of ['en', 'ar'] as const)
    expect(plain(moneyText(language, { amountMinor, currency }))).toMatch(shown);
  const terms = { percentOff: null, amountOffMinor: amountMinor, currency, duration: 'once', months: null };
  expect(couponText(terms)).toMatch(shown);
  const price = { amountMinor, currency, currencies: {}, interval: 'month', usage: null, taxBehavior: null } as const;
  expect(priceText(price)).toMatch(shown);
});
