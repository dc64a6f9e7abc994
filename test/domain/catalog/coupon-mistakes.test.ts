import { describe } from 'vitest';
import { refuses } from './configuration.ts';

describe('a configuration of coupons', () => {
  refuses([
    [
      'a coupon that takes off more than everything',
      101,
      ['coupons', 0, 'percentOff'],
      'coupons[0].percentOff: must be a number above 0, at most 100',
    ],
    [
      'a coupon that takes nothing off',
      0,
      ['coupons', 1, 'amountOffMinor'],
      'coupons[1].amountOffMinor: must take something off',
    ],
    [
      'a coupon of two kinds',
      5,
      ['coupons', 1, 'percentOff'],
      'coupons[1]: needs either percentOff or amountOffMinor with currency, and not both',
    ],
    [
      'an amount off in a currency that nothing is sold in',
      'eur',
      ['coupons', 1, 'currency'],
      'coupons[1].currency: must be one of usd',
    ],
    [
      'a percentage of a currency',
      'usd',
      ['coupons', 0, 'currency'],
      'coupons[0].currency: is for amountOffMinor: a percentage is off every currency',
    ],
    [
      'a coupon for no time',
      undefined,
      ['coupons', 0, 'months'],
      'coupons[0].months: must be a whole number from 1 to 120',
    ],
    ['one invoice for three months', 3, ['coupons', 1, 'months'], "coupons[1].months: is for duration: 'repeating'"],
    [
      'a coupon for a plan that is not there',
      ['gold'],
      ['coupons', 0, 'appliesTo'],
      'coupons[0].appliesTo[0]: "gold" is not known; it must be one of basic, verified',
    ],
    [
      'a coupon for nothing',
      [],
      ['coupons', 0, 'appliesTo'],
      'coupons[0].appliesTo: must name a plan or badge; leave it out for everything',
    ],
    [
      'a code in small letters',
      'launch25',
      ['coupons', 0, 'codes', 0, 'code'],
      'coupons[0].codes[0].code: must be 1 to 50 capital letters, digits or "-"',
    ],
    [
      'one code for two coupons',
      [{ code: 'LAUNCH25' }],
      ['coupons', 1, 'codes'],
      'coupons[1].codes[0].code: "LAUNCH25" is used before; each must be different',
    ],
    [
      'a code that ends some day',
      'summer',
      ['coupons', 0, 'codes', 0, 'expiresAt'],
      'coupons[0].codes[0].expiresAt: must be a time in UTC, such as 2027-01-31T00:00:00Z',
    ],
  ]);
});
