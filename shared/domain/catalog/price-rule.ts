import { largestChargeMinor, smallestChargeMinor, stepMinorOf } from '../money.ts';
import type { OveragePricing, Price } from './catalog.ts';
import {
  allOf,
  listIn,
  listOf,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';

/** The shape of an email address. */
export const address = /^[^\s@]+@[^\s@]+$/;
/** A rule for an email address in lower case. */
export const lowerCaseAddress = must(
  (value) => typeof value === 'string' && address.test(value) && value === value.toLowerCase(),
  'must be an email address in lower case',
);

const amountMinor = must(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'must be a whole number of minor units (cents), 0 or more',
);
/** A rule for an ISO 4217 code in lower case. */
export const currency = matching(/^[a-z]{3}$/, 'must be a three-letter currency code in lower case');

/**
 * A rule for an amount in a currency. Some currencies take whole units or tens of minor units only (https://docs.stripe.com/currencies).
 */
export const validAmountIn = (code: unknown): Rule => {
  if (typeof code !== 'string') return amountMinor;
  const step = stepMinorOf(code);
  const isStepped = must(
    (value) => !Number.isSafeInteger(value) || Number(value) % step === 0,
    step === 100
      ? `must be whole units of ${code}, which Stripe takes with two decimals that are 00: 550_00 for 550`
      : `must end in 0, because Stripe takes tens of the smallest part of ${code}`,
  );
  return allOf(amountMinor, isStepped);
};

/** A rule for an amount that is charged by itself: 0, or within the least and the most that Stripe charges at once. */
export const chargedIn = (code: unknown): Rule => {
  if (typeof code !== 'string') return validAmountIn(code);
  const [min, max] = [smallestChargeMinor(code), largestChargeMinor(code)];
  const isCharged = must(
    (value) => !Number.isSafeInteger(value) || Number(value) <= 0 || (Number(value) >= min && Number(value) <= max),
    `must be 0, or from ${min} to ${max}, as Stripe charges nothing less or more in ${code}`,
  );
  return allOf(validAmountIn(code), isCharged);
};

/** Amounts in other currencies than `own`; the rule `amount` makes checks each in its currency. */
const amountsBeside =
  (own: unknown, amount: (code: unknown) => Rule): Rule =>
  (value, path) => {
    const entries = Object.entries(objectIn(value));
    if (entries.length === 0)
      return [{ field: path, message: 'must be amounts by currency, such as { eur: 92_00 }; leave it out for none' }];
    return entries.flatMap(([code, given]) => [
      ...allOf(
        currency,
        must((each) => each !== own, 'must not be the price’s own currency, which amountMinor is for'),
      )(code, `${path}.${code}`),
      ...amount(code)(given, `${path}.${code}`),
    ]);
  };

const buyer = must(
  (value) =>
    typeof value === 'string' &&
    /^\S{1,254}$/.test(value) &&
    (!value.includes('@') || lowerCaseAddress(value, '').length === 0),
  'must be an email address in lower case or an account id',
);

/** A price, public or private. */
export const price: Rule = (value, path) => {
  const given = objectIn(value);
  const isPrivate = given.availability === 'private';
  const hasBuyers = must(
    () => listIn(given.for).length > 0,
    'must name at least one buyer, because the price is private',
  );
  const onlyPrivate = must(() => isPrivate, "needs availability: 'private', because a public price is for everybody");
  // A seat is charged together with its plan or badge, so no minimum applies to it.
  const amount = given.per === undefined ? chargedIn : validAmountIn;
  return object<Price>({
    lookupKey: matching(/^[a-z0-9_]{1,100}$/, 'must be 1 to 100 lower-case letters, digits or "_"'),
    interval: must((each) => each === 'month' || each === 'year', 'must be month or year'),
    amountMinor: amount(given.currency),
    currency,
    currencies: optional(amountsBeside(given.currency, amount)),
    per: optional(mustBeOneOf(['affiliate'])),
    availability: optional(mustBeOneOf(['private'])),
    for: isPrivate ? allOf(listOf(buyer), hasBuyers) : optional(onlyPrivate),
  })(value, path);
};

const overageAmounts = (prices: readonly unknown[]): Rule =>
  object<OveragePricing>({
    units: mustBeWholeNumber(1),
    amountMinor: validAmountIn(objectIn(prices[0]).currency),
    currencies: optional(amountsBeside(objectIn(prices[0]).currency, validAmountIn)),
  });

/** Overage has an amount in every currency that the plan is sold in. */
const pricedLike =
  (prices: readonly unknown[]): Rule =>
  (value, path) => {
    const priced = objectIn(objectIn(value).currencies);
    const own = objectIn(prices[0]).currency;
    const sold = new Set(
      prices.map(objectIn).flatMap((each) => [each.currency, ...Object.keys(objectIn(each.currencies))]),
    );
    return [...sold]
      .filter((code) => typeof code === 'string')
      .filter((code) => code !== own && !Object.hasOwn(priced, code))
      .map((code) => ({ field: `${path}.currencies.${code}`, message: `is missing: the plan is sold in ${code} too` }));
  };

/** A rule for the overage price of a plan with these prices. */
export const overage = (prices: readonly unknown[]): Rule => allOf(overageAmounts(prices), pricedLike(prices));
