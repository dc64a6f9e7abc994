import { expect, it } from 'vitest';
import { minorOf } from '../../../portal/src/billing/amount.ts';
import { decimalsOf } from '../../../shared/domain/money.ts';

it.each([
  ['250', 'usd', 250_00],
  ['99.5', 'usd', 99_50],
  ['99,05', 'eur', 99_05],
  ['0.29', 'usd', 29],
  ['1.15', 'usd', 1_15],
  ['999999.99', 'usd', 99_999_999],
  ['1500', 'jpy', 1_500],
  ['1.234', 'kwd', 1_234],
  ['5500', 'huf', 5_500_00],
])('%s typed in %s is %i minor units, to the last one', (text, currency, minor) => {
  expect(minorOf(text, decimalsOf(currency))).toBe(minor);
});
