import type { Price } from './catalog.ts';
import { all, listIn, listOf, matching, must, object, objectIn, oneOf, optional, type Rule } from './rules.ts';

export const address = /^[^\s@]+@[^\s@]+$/;
export const lowerCaseAddress = must(
  (value) => typeof value === 'string' && address.test(value) && value === value.toLowerCase(),
  'must be an e-mail address in lower case',
);

export const amountMinor = must(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'must be a whole number of minor units (cents), 0 or more',
);
export const currency = matching(/^[a-z]{3}$/, 'must be a three-letter currency code in lower case');

const buyer = must(
  (value) =>
    typeof value === 'string' &&
    /^\S{1,254}$/.test(value) &&
    (!value.includes('@') || lowerCaseAddress(value, '').length === 0),
  'must be an e-mail address in lower case or an account id',
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
  return object<Price>({
    lookupKey: matching(/^[a-z0-9_]{1,100}$/, 'must be 1 to 100 lower-case letters, digits or "_"'),
    interval: must((each) => each === 'month' || each === 'year', 'must be month or year'),
    amountMinor,
    currency,
    per: optional(oneOf(['affiliate'])),
    availability: optional(oneOf(['private'])),
    for: isPrivate ? all(listOf(buyer), hasBuyers) : optional(onlyPrivate),
  })(value, path);
};
