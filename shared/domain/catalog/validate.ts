import type { FieldError } from '../../errors.ts';
import type { Badge, Dataset, Licence, Plan, Price } from './catalog.ts';
import type { CatalogInput } from './define.ts';

/** Query parameters of `/data` (design section 8) and the id that every record has: no dataset field is called so. */
export const reservedFieldNames = ['id', 'q', 'from', 'to', 'fields', 'limit', 'cursor', 'by'] as const;
const fieldTypes = ['string', 'integer', 'number', 'boolean', 'date', 'timestamp'];
const units = ['record', 'request'];

type Check = { readonly field: string; readonly holds: boolean; readonly message: string };

/** Every mistake in a configuration; empty when it can be used. Total: it takes what a person may have typed. */
export function catalogErrors(input: CatalogInput): FieldError[] {
  const checks = [
    ...topLevelChecks(input),
    ...list(input.licences).flatMap((licence, i) => licenceChecks(licence, `licences[${i}]`)),
    ...list(input.datasets).flatMap((dataset, i) => datasetChecks(dataset, `datasets[${i}]`, input)),
    ...list(input.plans).flatMap((plan, i) => planChecks(plan, `plans[${i}]`, input)),
    ...list(input.badges).flatMap((badge, i) => badgeChecks(badge, `badges[${i}]`, input)),
    ...uniqueChecks(input),
    ...settingsChecks(input),
  ];
  return checks.filter(({ holds }) => !holds).map(({ field, message }) => ({ field, message }));
}

function topLevelChecks(input: CatalogInput): Check[] {
  const email = (value: unknown) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value);
  return [
    { field: 'name', holds: isText(input.name), message: 'must be a text of 1 to 200 characters' },
    { field: 'supportEmail', holds: email(input.supportEmail), message: 'must be an e-mail address' },
    ...list(input.operators).map((operator, i) => ({
      field: `operators[${i}]`,
      holds: email(operator) && operator === operator.toLowerCase(),
      message: 'must be an e-mail address in lower case',
    })),
    ...(['operators', 'licences', 'datasets', 'plans', 'badges'] as const).map((field) => ({
      field,
      holds: Array.isArray(input[field]),
      message: 'must be a list, which may be empty',
    })),
  ];
}

function licenceChecks(licence: Licence, path: string): Check[] {
  return [
    idCheck(licence.id, path),
    {
      field: `${path}.version`,
      holds: /^[\w.-]{1,40}$/.test(licence.version),
      message: 'must be 1 to 40 letters, digits, ".", "-" or "_"',
    },
    { field: `${path}.text`, holds: isText(licence.text, 200_000), message: 'must be the text of the licence' },
  ];
}

function datasetChecks(dataset: Dataset, path: string, input: CatalogInput): Check[] {
  const fields = Object.entries(dataset.fields ?? {});
  const timeType = dataset.timeField === undefined ? 'date' : dataset.fields?.[dataset.timeField];
  return [
    idCheck(dataset.id, path),
    knownCheck(dataset.licence, `${path}.licence`, list(input.licences)),
    { field: `${path}.fields`, holds: fields.length > 0, message: 'must name at least one field' },
    ...fields.flatMap(([name, type]) => fieldChecks(name, type, `${path}.fields.${name}`)),
    {
      field: `${path}.timeField`,
      holds: timeType === 'date' || timeType === 'timestamp',
      message: 'must be one of the fields, of type date or timestamp',
    },
    ...list(dataset.textFields).map((name, i) => ({
      field: `${path}.textFields[${i}]`,
      holds: dataset.fields?.[name] === 'string',
      message: 'must be one of the fields, of type string',
    })),
    countCheck(dataset.sampleRecords, `${path}.sampleRecords`),
  ];
}

function fieldChecks(name: string, type: string, path: string): Check[] {
  const reserved = (reservedFieldNames as readonly string[]).includes(name);
  return [
    {
      field: path,
      holds: !reserved,
      message: `is a reserved name; a field may have any name but ${reservedFieldNames.join(', ')}`,
    },
    {
      field: path,
      holds: /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name),
      message: 'must be named with letters, digits and "_", starting with a letter',
    },
    { field: path, holds: fieldTypes.includes(type), message: `must be one of ${fieldTypes.join(', ')}` },
  ];
}

function planChecks(plan: Plan, path: string, input: CatalogInput): Check[] {
  const { allowance, overage, credit } = plan;
  return [
    idCheck(plan.id, path),
    ...list(plan.datasets).map((id, i) => knownCheck(id, `${path}.datasets[${i}]`, list(input.datasets))),
    ...list(plan.prices).flatMap((price, i) => priceChecks(price, `${path}.prices[${i}]`)),
    {
      field: `${path}.availability`,
      holds: ['public', 'contact', 'free'].includes(plan.availability),
      message: 'must be one of public, contact, free',
    },
    {
      field: `${path}.prices`,
      holds: plan.availability !== 'public' || list(plan.prices).length > 0,
      message: 'must have a price, because the plan is public',
    },
    ...(allowance
      ? [countCheck(allowance.amount, `${path}.allowance.amount`), unitCheck(allowance.unit, `${path}.allowance.unit`)]
      : []),
    ...(overage
      ? [
          { field: `${path}.overage`, holds: allowance !== undefined, message: 'needs an allowance to go beyond' },
          countCheck(overage.units, `${path}.overage.units`, 1),
          amountCheck(overage.amountMinor, `${path}.overage.amountMinor`),
        ]
      : []),
    ...(credit
      ? [
          countCheck(credit.units, `${path}.credit.units`, 1),
          amountCheck(credit.amountMinor, `${path}.credit.amountMinor`),
        ]
      : []),
  ];
}

function badgeChecks(badge: Badge, path: string, input: CatalogInput): Check[] {
  return [
    idCheck(badge.id, path),
    {
      field: `${path}.kind`,
      holds: ['person', 'organization'].includes(badge.kind),
      message: 'must be person or organization',
    },
    ...list(badge.prices).flatMap((price, i) => priceChecks(price, `${path}.prices[${i}]`)),
    ...list(badge.includedInPlans).map((id, i) => knownCheck(id, `${path}.includedInPlans[${i}]`, list(input.plans))),
  ];
}

function priceChecks(price: Price, path: string): Check[] {
  return [
    {
      field: `${path}.lookupKey`,
      holds: /^[a-z0-9_]{1,100}$/.test(price.lookupKey),
      message: 'must be 1 to 100 lower-case letters, digits or "_"',
    },
    { field: `${path}.interval`, holds: ['month', 'year'].includes(price.interval), message: 'must be month or year' },
    amountCheck(price.amountMinor, `${path}.amountMinor`),
    {
      field: `${path}.currency`,
      holds: /^[a-z]{3}$/.test(price.currency),
      message: 'must be a three-letter currency code in lower case',
    },
  ];
}

function uniqueChecks(input: CatalogInput): Check[] {
  const prices = (['plans', 'badges'] as const).flatMap((kind) =>
    list<Plan | Badge>(input[kind]).flatMap((sold, i) =>
      list(sold.prices).map((price, j) => ({ value: price.lookupKey, field: `${kind}[${i}].prices[${j}].lookupKey` })),
    ),
  );
  const ids = (['plans', 'badges', 'datasets', 'licences'] as const).map((kind) =>
    list<{ id: string }>(input[kind]).map(({ id }, i) => ({ value: id, field: `${kind}[${i}].id` })),
  );
  return [prices, ...ids].flatMap((entries) =>
    entries.map(({ value, field }, i) => ({
      field,
      holds: entries.findIndex((other) => other.value === value) === i,
      message: `"${value}" is used before; each must be different`,
    })),
  );
}

function settingsChecks({ settings = {} }: CatalogInput): Check[] {
  const { throttles = {}, ...counts } = settings;
  return [
    ...Object.entries(counts).map(([name, value]) => countCheck(value, `settings.${name}`)),
    ...Object.entries(throttles).map(([name, value]) => countCheck(value, `settings.throttles.${name}`, 1)),
  ];
}

function idCheck(id: unknown, path: string): Check {
  const holds = typeof id === 'string' && /^[a-z][a-z0-9_]{0,62}$/.test(id) && id !== 'counts';
  return {
    field: `${path}.id`,
    holds,
    message: 'must be lower-case letters, digits and "_", starting with a letter, and not "counts"',
  };
}

function knownCheck(id: unknown, field: string, known: readonly { id: string }[]): Check {
  const ids = known.map((each) => each.id);
  return {
    field,
    holds: ids.includes(String(id)),
    message: `"${id}" is not known; it must be one of ${ids.join(', ') || '(none defined)'}`,
  };
}

const countCheck = (value: unknown, field: string, least = 0): Check => ({
  field,
  holds: Number.isSafeInteger(value) && Number(value) >= least,
  message: `must be a whole number, ${least} or more`,
});
const amountCheck = (value: unknown, field: string): Check => ({
  field,
  holds: Number.isSafeInteger(value) && Number(value) >= 0,
  message: 'must be a whole number of minor units (cents), 0 or more',
});
const unitCheck = (value: unknown, field: string): Check => ({
  field,
  holds: units.includes(String(value)),
  message: `must be one of ${units.join(', ')}`,
});

const isText = (value: unknown, most = 200) => typeof value === 'string' && value.length > 0 && value.length <= most;
const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);
