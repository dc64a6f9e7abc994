import type { Credit } from './catalog.ts';
import { creditKeyOf } from './credit-price.ts';
import { chargedIn, currency } from './price-rule.ts';
import { allOf, must, mustBeWholeNumber, object, objectIn, type Rule } from './rules.ts';

const costs = must((value) => value !== 0, 'must be more than 0, because what is prepaid is paid');

/** A rule for the price of a plan's prepaid units. */
export const credit: Rule = (value, path) =>
  object<Credit>({
    units: mustBeWholeNumber(1),
    amountMinor: allOf(chargedIn(objectIn(value).currency), costs),
    currency,
  })(value, path);

/** The lookup key that a plan's prepaid units take, which no price may have. */
export const creditKeysOf = (sold: unknown): string[] => {
  const { id: given, credit: own } = objectIn(sold);
  return typeof given === 'string' && own !== undefined ? [creditKeyOf(given)] : [];
};
