import type { FieldError } from '../../errors.ts';
import { isDay } from '../licences/day.ts';
import { badgeKinds } from './badge-review.ts';
import type { Allowance, Badge, CatalogInput, Dataset, Licence, Plan, PublishedLicence } from './catalog.ts';
import { coupon, soldCurrencies, soldIds } from './coupon-rule.ts';
import { credit, secondCredit } from './credit-rule.ts';
import { deprecatable } from './deprecation-rule.ts';
import { accountLimits, weights } from './limits-rule.ts';
import { mixedUnits } from './one-unit.ts';
import { address, lowerCaseAddress, overage, price } from './price-rule.ts';
import {
  allOf,
  known,
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
  shortText,
} from './rules.ts';
import { lookupKeysOf, settings } from './settings-rule.ts';
import { shownFields } from './shown-fields-rule.ts';
import { repeated } from './unique-rule.ts';
import { upstream } from './upstream-rule.ts';

/**
 * Names that no field of a dataset may have. They are the query parameters of `/data` (`shared/domain/datasets/README.md`, "Reads of
 * datasets") and the `id` of every record.
 */
export const reservedFieldNames = ['id', 'q', 'from', 'to', 'fields', 'limit', 'cursor', 'by'] as const;

/** Every mistake in a configuration; empty when it can be used. It takes any value and never throws. */
export function catalogErrors(input: unknown): FieldError[] {
  const top = objectIn(input);
  const rule = object<CatalogInput>({
    name: shortText(),
    supportEmail: email,
    operators: listOf(lowerCaseAddress),
    licences: listOf(licence),
    publishedLicences: listOf(publishedLicence),
    datasets: listOf(dataset(idsOf(top.licences))),
    upstreams: optional(listOf(upstream({ id, licences: idsOf(top.licences) }))),
    plans: listOf(plan({ defined: listIn(top.datasets), upstreams: idsOf(top.upstreams) })),
    badges: listOf(badge(idsOf(top.plans))),
    coupons: optional(listOf(coupon({ sold: soldIds(top), currencies: soldCurrencies(top) }))),
    settings: optional(settings(lookupKeysOf(top))),
  });
  return [...rule(input, ''), ...repeated(top), ...mixedUnits(top), ...secondCredit(top)];
}

const email = matching(address, 'must be an e-mail address');
const id = must(
  (value) => typeof value === 'string' && /^[a-z][a-z0-9_]{0,62}$/.test(value) && value !== 'counts',
  'must be lower-case letters, digits and "_", starting with a letter, and not "counts"',
);
const description = shortText(1_000);
const licenceFields = {
  id,
  version: matching(/^[\w.-]{1,40}$/, 'must be 1 to 40 letters, digits, ".", "-" or "_"'),
  title: shortText(),
  text: shortText(200_000),
};
const licence = object<Licence>(licenceFields);
const publishedLicence = object<PublishedLicence>({
  ...licenceFields,
  sha256: matching(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the text, as 64 hex digits'),
  publishedAt: must((value) => isTime(value), 'must be a time such as 2026-11-01T00:00:00.000Z'),
  inForceFrom: must((value) => typeof value === 'string' && isDay(value), 'must be a day such as 2026-11-01'),
});
const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

const dataset =
  (licences: readonly string[]): Rule =>
  (value, path) => {
    const fields = objectIn(objectIn(value).fields);
    const namesOf = (...types: string[]) =>
      Object.keys(fields).filter((name) => types.some((type) => type === fields[name]));
    return object<Dataset>({
      id,
      title: shortText(),
      description,
      licence: known(licences),
      synthetic: must((given) => typeof given === 'boolean', 'must be true or false'),
      source: description,
      fields: datasetFields,
      timeField: optional(fieldAmong(namesOf('date', 'timestamp'), 'date or timestamp')),
      textFields: optional(listOf(fieldAmong(namesOf('string'), 'string'))),
      sampleRecords: mustBeWholeNumber(0),
      ...deprecatable(Object.keys(fields)),
    })(value, path);
  };

const fieldAmong = (names: readonly string[], types: string): Rule =>
  must(
    (value) => typeof value === 'string' && names.includes(value),
    `must be one of the fields, of type ${types}${names.length > 0 ? `: ${names.join(', ')}` : ''}`,
  );

const fieldType = mustBeOneOf(['string', 'integer', 'number', 'boolean', 'date', 'timestamp']);
const fieldName = allOf(
  must(
    (name) => !(reservedFieldNames as readonly unknown[]).includes(name),
    `is a reserved name; a field may have any name but ${reservedFieldNames.join(', ')}`,
  ),
  matching(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'must be named with letters, digits and "_", starting with a letter'),
);

const datasetFields: Rule = (value, path) => {
  const fields = Object.entries(objectIn(value));
  if (fields.length === 0) return [{ field: path, message: 'must name at least one field' }];
  return fields.flatMap(([name, type]) => [
    ...fieldName(name, `${path}.${name}`),
    ...fieldType(type, `${path}.${name}`),
  ]);
};

const plan =
  ({ defined, upstreams }: { readonly defined: readonly unknown[]; readonly upstreams: readonly string[] }): Rule =>
  (value, path) => {
    const { availability, prices, allowance, credit: sold, datasets: included } = objectIn(value);
    const isShown = (each: unknown) => objectIn(each).availability !== 'private';
    const hasPrice = must(
      () => sold !== undefined || listIn(prices).some(isShown),
      'must have a price, because the plan is public',
    );
    const hasAllowance = must(() => allowance !== undefined, 'needs an allowance to go beyond');
    const countsRecords = must(
      () => objectIn(allowance).unit === 'record' || (allowance === undefined && sold !== undefined),
      'needs an allowance of records, or credit without an allowance',
    );
    return object<Plan>({
      id,
      name: shortText(),
      description,
      datasets: listOf(known(idsOf(defined))),
      upstreams: optional(listOf(known(upstreams))),
      prices: availability === 'public' ? allOf(listOf(price), hasPrice) : listOf(price),
      allowance: optional(
        object<Allowance>({ amount: mustBeWholeNumber(0), unit: mustBeOneOf(['record', 'request']) }),
      ),
      overage: optional(allOf(hasAllowance, overage(listIn(prices)))),
      credit: optional(credit),
      deduplicate: optional(allOf(mustBeOneOf(['day']), countsRecords)),
      weights: optional(weights({ datasets: idsOf(defined), upstreams })),
      ...accountLimits,
      fields: optional(shownFields(defined, listIn(included))),
      maxLimit: optional(mustBeWholeNumber(1, 1_000)),
      trialDays: trialDays(prices),
      availability: mustBeOneOf(['public', 'contact', 'free']),
    })(value, path);
  };

const badge =
  (plans: readonly string[]): Rule =>
  (value, path) =>
    object<Badge>({
      id,
      name: shortText(),
      description,
      kind: mustBeOneOf(badgeKinds),
      alsoFor: optional(listOf(mustBeOneOf(badgeKinds))),
      prices: listOf(price),
      includedInPlans: optional(listOf(known(plans))),
      trialDays: trialDays(objectIn(value).prices),
    })(value, path);

/** Stripe takes at most 730 days: https://docs.stripe.com/api/checkout/sessions/create */
const trialDays = (prices: unknown): Rule =>
  optional(
    allOf(
      mustBeWholeNumber(1, 730),
      must(() => listIn(prices).length > 0, 'needs a price, because what is free for a time is paid for afterwards'),
    ),
  );

const idsOf = (list: unknown): string[] =>
  listIn(list).flatMap((each) => {
    const { id: given } = objectIn(each);
    return typeof given === 'string' ? [given] : [];
  });
