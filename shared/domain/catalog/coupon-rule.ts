import type { Coupon, PromotionCode } from './coupon.ts';
import { currency, validAmountIn } from './price-rule.ts';
import {
  allOf,
  known,
  listIn,
  listOf,
  localizedText,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';

type Top = Readonly<Record<string, unknown>>;
type Named = { readonly value: unknown; readonly field: string };

const soldIn = (top: Top) => [...listIn(top.plans), ...listIn(top.badges)].map(objectIn);

/** Ids of the plans and badges that have a price. */
export const soldIds = (top: Top): string[] =>
  soldIn(top).flatMap(({ id, prices }) => (typeof id === 'string' && listIn(prices).length > 0 ? [id] : []));

/** Every currency that something is sold in. */
export const soldCurrencies = (top: Top): string[] => {
  const prices = soldIn(top).flatMap((sold) => listIn(sold.prices).map(objectIn));
  const codes = prices.flatMap((each) => [each.currency, ...Object.keys(objectIn(each.currencies))]);
  return [...new Set(codes.filter((code) => typeof code === 'string'))];
};

/** Every promotion code with the path of its field. */
export const codesIn = (top: Top): Named[] =>
  listIn(top.coupons).flatMap((coupon, i) =>
    listIn(objectIn(coupon).codes).map((each, j) => ({
      value: objectIn(each).code,
      field: `coupons[${i}].codes[${j}].code`,
    })),
  );

const promotionCode = object<PromotionCode>({
  code: matching(/^[A-Z0-9-]{1,50}$/, 'must be 1 to 50 capital letters, digits or "-"'),
  maxRedemptions: optional(mustBeWholeNumber(1)),
  expiresAt: optional(
    must(
      (value) =>
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
        !Number.isNaN(Date.parse(value)),
      'must be a time in UTC, such as 2027-01-31T00:00:00Z',
    ),
  ),
  firstTimeOnly: optional(must((value) => typeof value === 'boolean', 'must be true or false')),
});

const percent = must(
  (value) => typeof value === 'number' && value > 0 && value <= 100,
  'must be a number above 0, at most 100',
);

/** A rule for one coupon: either a percentage or an amount off, and one duration. */
export const coupon =
  ({ sold, currencies }: { readonly sold: readonly string[]; readonly currencies: readonly string[] }): Rule =>
  (value, path) => {
    const { percentOff, amountOffMinor, duration } = objectIn(value);
    const isAmount = amountOffMinor !== undefined;
    const isRepeating = duration === 'repeating';
    const only = (holds: boolean, message: string) => must(() => holds, message);
    const oneOff = only(
      isAmount !== (percentOff !== undefined),
      'needs either percentOff or amountOffMinor with currency, and not both',
    );
    return [
      ...oneOff(value, path),
      ...object<Coupon>({
        id: matching(/^[a-z][a-z0-9_]{0,40}$/, 'must be lower-case letters, digits and "_", starting with a letter'),
        name: localizedText(40),
        percentOff: optional(percent),
        amountOffMinor: optional(
          allOf(
            validAmountIn(objectIn(value).currency),
            must((given) => given !== 0, 'must take something off'),
          ),
        ),
        currency: isAmount
          ? allOf(currency, mustBeOneOf(currencies))
          : optional(only(false, 'is for amountOffMinor: a percentage is off every currency')),
        duration: mustBeOneOf(['once', 'repeating', 'forever']),
        months: isRepeating ? mustBeWholeNumber(1, 120) : optional(only(false, "is for duration: 'repeating'")),
        appliesTo: optional(
          allOf(
            listOf(known(sold)),
            must((given) => listIn(given).length > 0, 'must name a plan or badge; leave it out for everything'),
          ),
        ),
        codes: optional(listOf(promotionCode)),
      })(value, path),
    ];
  };
