/** Stripe's table of currencies (https://docs.stripe.com/currencies), and amounts as people read them. */
import { describe, expect, it } from 'vitest';
import {
  decimalsOf,
  formatMoney,
  largestChargeMinor,
  moneyText,
  smallestChargeMinor,
  stepMinorOf,
} from '../../shared/domain/money.ts';

const zero = ['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];
const three = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** Shown without decimals by CLDR, and charged with two by Stripe. */
const takenForWhole = 'AFN ALL COP HUF IDR IQD ISK LAK LBP MMK PKR RSD SOS TWD UGX YER'.split(' ');

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('an amount of minor units', () => {
  it.each(Intl.supportedValuesOf('currency'))(
    'in %s counts as Stripe counts it, also where Intl differs',
    (currency) => {
      const expected = zero.includes(currency) ? 0 : three.includes(currency) ? 3 : 2;
      expect([decimalsOf(currency), decimalsOf(currency.toLowerCase())]).toEqual([expected, expected]);
    },
  );

  it.each(takenForWhole)('in %s is not shown a hundred times too large', (currency) => {
    expect(formatMoney('en', { amountMinor: 5_500_00, currency })).toContain('5,500');
    expect(formatMoney('en', { amountMinor: 5_500_00, currency })).not.toMatch(/550,?000/);
  });

  it.each([
    [100_00, 'usd', '$100.00'],
    [5, 'usd', '$0.05'],
    [5_500_00, 'huf', 'HUF 5,500'],
    [5_500_50, 'huf', 'HUF 5,500.50'],
    [500, 'jpy', '¥500'],
    [1_230, 'kwd', 'KWD 1.230'],
    [550_00, 'isk', 'ISK 550'],
    [-10_00, 'eur', '-€10.00'],
    [0, 'cop', 'COP 0'],
  ])('%i of %s is written %s', (amountMinor, currency, text) => {
    expect(plain(formatMoney('en', { amountMinor, currency }))).toBe(text);
  });

  it.each([
    ['usd', 50, 99_999_999],
    ['GBP', 30, 99_999_999],
    ['czk', 15_00, 99_999_999],
    ['huf', 175_00, 99_999_999],
    ['jpy', 50, 99_999_999],
    ['idr', 1, 999_999_999_999],
    ['cop', 1, 9_999_999_999],
    ['inr', 50, 999_999_999],
  ])('in %s is charged from %i to %i, as Stripe’s page says', (currency, least, most) => {
    expect([smallestChargeMinor(currency), largestChargeMinor(currency)]).toEqual([least, most]);
  });

  it.each([
    ['isk', 100],
    ['UGX', 100],
    ['kwd', 10],
    ['huf', 1],
    ['jpy', 1],
  ])('in %s is charged in steps of %i', (currency, step) => expect(stepMinorOf(currency)).toBe(step));
});

it('an amount is written for its reader: with the sign of its country, without decimals where it is whole, and in one piece in Arabic', () => {
  const dollars = (amountMinor: number) => ({ amountMinor, currency: 'usd' });
  expect([moneyText('en', dollars(100_00)), moneyText('en', dollars(99_50))]).toEqual(['$100', '$99.50']);
  expect(moneyText('en', { amountMinor: 12_50, currency: 'cad' })).toBe('CA$12.50');
  expect(moneyText('ar', dollars(5_000_00))).toBe('\u20665,000\u00a0US$\u2069');
});
