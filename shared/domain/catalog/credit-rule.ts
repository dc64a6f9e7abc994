import type { FieldError } from '../../errors.ts';
import type { Credit } from './catalog.ts';
import { creditKeyOf } from './credit-price.ts';
import { chargedIn, currency } from './price-rule.ts';
import { allOf, listIn, must, mustBeWholeNumber, object, objectIn, type Rule } from './rules.ts';

const costs = must((value) => value !== 0, 'must be more than 0, because what is prepaid is paid');

/** A rule for the price of a plan's prepaid units. */
export const credit: Rule = (value, path) =>
  object<Credit>({
    units: mustBeWholeNumber(1),
    amountMinor: allOf(chargedIn(objectIn(value).currency), costs),
    currency,
  })(value, path);

/** A second plan with credit is a mistake: an account's one credit counter could not tell their units apart. */
export const secondCredit = (top: Readonly<Record<string, unknown>>): FieldError[] =>
  listIn(top.plans)
    .flatMap((plan, i) => (objectIn(plan).credit === undefined ? [] : `plans[${i}].credit`))
    .slice(1)
    .map((field) => ({ field, message: 'must be left out, because another plan has credit already' }));

/** The lookup key that a plan's prepaid units take, which no price may have. */
export const creditKeysOf = (sold: unknown): string[] => {
  const { id: given, credit: own } = objectIn(sold);
  return typeof given === 'string' && own !== undefined ? [creditKeyOf(given)] : [];
};
