import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogInput } from '../../../shared/domain/catalog/catalog.ts';
import { CatalogInvalid, defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { buyableLookupKeys } from '../../../shared/domain/catalog/look-up.ts';
import { catalogErrors, reservedFieldNames } from '../../../shared/domain/catalog/validate.ts';
import tollgate from '../../../tollgate.config.ts';

type Step = string | number;

/** A valid configuration, small enough that every place in it can be broken. */
const valid: CatalogInput = {
  name: 'Weather',
  supportEmail: 'help@example.com',
  operators: ['operator@example.com'],
  licences: [{ id: 'standard', version: '2026-11', title: 'Standard', text: 'Read, do not resell.' }],
  datasets: [
    {
      id: 'readings',
      title: 'Readings',
      description: 'Thermometers.',
      source: 'Made up.',
      synthetic: true,
      licence: 'standard',
      fields: { takenAt: 'timestamp', place: 'string', level: 'number' },
      timeField: 'takenAt',
      textFields: ['place'],
      sampleRecords: 5,
    },
  ],
  plans: [
    {
      id: 'basic',
      name: 'Basic',
      description: 'Some.',
      availability: 'public',
      datasets: ['readings'],
      prices: [{ lookupKey: 'basic_monthly', interval: 'month', amountMinor: 100, currency: 'usd' }],
      allowance: { amount: 10, unit: 'record' },
      overage: { units: 10, amountMinor: 5 },
      credit: { units: 1, amountMinor: 1, currency: 'usd' },
    },
  ],
  badges: [
    {
      id: 'verified',
      name: 'Verified',
      description: 'Reviewed.',
      kind: 'person',
      prices: [
        { lookupKey: 'verified_monthly', interval: 'month', amountMinor: 8, currency: 'usd' },
        { lookupKey: 'head_monthly', interval: 'year', amountMinor: 5, currency: 'usd', per: 'affiliate' },
      ],
      includedInPlans: ['basic'],
    },
  ],
  coupons: [
    {
      id: 'launch',
      name: 'Launch offer',
      percentOff: 25,
      duration: 'repeating',
      months: 3,
      appliesTo: ['basic'],
      codes: [{ code: 'LAUNCH25', maxRedemptions: 100, expiresAt: '2027-06-01T00:00:00Z', firstTimeOnly: true }],
    },
    { id: 'ten', name: 'Ten off', amountOffMinor: 10, currency: 'usd', duration: 'once' },
  ],
  settings: { graceDays: 3, throttles: { mailsPerAddressPerHour: 1 } },
};

/** A copy of `input` with another value at a path; `undefined` as text removes nothing but sets undefined. */
function withValue(input: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(input) ? [...input] : { ...(input as object) };
  const place = copy as Record<Step, unknown>;
  place[step] = withValue(place[step], rest, value);
  return copy;
}

const pathText = (steps: readonly Step[]): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path ? `${path}.${step}` : step;
  }, '');

const errorsWith = (value: unknown, ...steps: Step[]) => catalogErrors(withValue(valid, steps, value));

/** Every place of the configuration, itself included. */
function placesOf(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...steps.flatMap((step) => placesOf((value as Record<Step, unknown>)[step], [...path, step]))];
}

const price = (lookupKey: string) => ({ lookupKey, interval: 'month', amountMinor: 1, currency: 'usd' }) as const;
const amount = 'must be a whole number of minor units (cents), 0 or more';
const idAllowed = 'must be lower-case letters, digits and "_", starting with a letter, and not "counts"';

const mistakes: readonly (readonly [string, unknown, readonly Step[], string])[] = [
  [
    'an unknown plan in a badge',
    ['gold'],
    ['badges', 0, 'includedInPlans'],
    'badges[0].includedInPlans[0]: "gold" is not known; it must be one of basic',
  ],
  [
    'two prices with one lookup key',
    'basic_monthly',
    ['badges', 0, 'prices', 0, 'lookupKey'],
    'badges[0].prices[0].lookupKey: "basic_monthly" is used before; each must be different',
  ],
  ['a negative amount', -1, ['plans', 0, 'prices', 0, 'amountMinor'], `plans[0].prices[0].amountMinor: ${amount}`],
  ['a fraction of a cent', 0.5, ['plans', 0, 'overage', 'amountMinor'], `plans[0].overage.amountMinor: ${amount}`],
  ['an amount as text', '100', ['plans', 0, 'credit', 'amountMinor'], `plans[0].credit.amountMinor: ${amount}`],
  [
    'an allowance without a unit',
    { amount: 10 },
    ['plans', 0, 'allowance'],
    'plans[0].allowance.unit: must be one of record, request',
  ],
  [
    'an allowance in an unknown unit',
    'byte',
    ['plans', 0, 'allowance', 'unit'],
    'plans[0].allowance.unit: must be one of record, request',
  ],
  [
    'a negative allowance',
    -1,
    ['plans', 0, 'allowance', 'amount'],
    'plans[0].allowance.amount: must be a whole number, 0 or more',
  ],
  ...reservedFieldNames.map(
    (name) =>
      [
        `a field called ${name}`,
        'string',
        ['datasets', 0, 'fields', name],
        `datasets[0].fields.${name}: is a reserved name; a field may have any name but id, q, from, to, fields, limit, cursor, by`,
      ] as const,
  ),
  [
    'a field whose name is no word',
    'string',
    ['datasets', 0, 'fields', 'a-b'],
    'datasets[0].fields.a-b: must be named with letters, digits and "_", starting with a letter',
  ],
  [
    'a field of an unknown type',
    'json',
    ['datasets', 0, 'fields', 'level'],
    'datasets[0].fields.level: must be one of string, integer, number, boolean, date, timestamp',
  ],
  ['no fields', {}, ['datasets', 0, 'fields'], 'datasets[0].fields: must name at least one field'],
  [
    'a time field that is not one of the fields',
    'when',
    ['datasets', 0, 'timeField'],
    'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
  ],
  [
    'a time field that is a number',
    'level',
    ['datasets', 0, 'timeField'],
    'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
  ],
  [
    'a time field that every object inherits',
    'constructor',
    ['datasets', 0, 'timeField'],
    'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
  ],
  [
    'a text field that is a number',
    'level',
    ['datasets', 0, 'textFields', 0],
    'datasets[0].textFields[0]: must be one of the fields, of type string: place',
  ],
  [
    'a dataset under an unknown licence',
    'none',
    ['datasets', 0, 'licence'],
    'datasets[0].licence: "none" is not known; it must be one of standard',
  ],
  [
    'half a sample record',
    0.5,
    ['datasets', 0, 'sampleRecords'],
    'datasets[0].sampleRecords: must be a whole number, 0 or more',
  ],
  ['a dataset called counts', 'counts', ['datasets', 0, 'id'], `datasets[0].id: ${idAllowed}`],
  ['an id with a capital', 'Basic', ['plans', 0, 'id'], `plans[0].id: ${idAllowed}`],
  [
    'two plans with one id',
    [valid.plans[0], { ...valid.plans[0], prices: [price('other_monthly')] }],
    ['plans'],
    'plans[1].id: "basic" is used before; each must be different',
  ],
  [
    'a plan of an unknown dataset',
    ['tides'],
    ['plans', 0, 'datasets'],
    'plans[0].datasets[0]: "tides" is not known; it must be one of readings',
  ],
  [
    'a public plan without a price',
    [],
    ['plans', 0, 'prices'],
    'plans[0].prices: must have a price, because the plan is public',
  ],
  [
    'a plan without a list of prices',
    undefined,
    ['plans', 0, 'prices'],
    'plans[0].prices: must be a list, which may be empty',
  ],
  [
    'overage without an allowance',
    undefined,
    ['plans', 0, 'allowance'],
    'plans[0].overage: needs an allowance to go beyond',
  ],
  [
    'overage by no units',
    0,
    ['plans', 0, 'overage', 'units'],
    'plans[0].overage.units: must be a whole number, 1 or more',
  ],
  [
    'a misspelt allowance, which would pass for no limit',
    { amount: 1, unit: 'record' },
    ['plans', 0, 'alowance'],
    'plans[0].alowance: is not known; allowed are id, name, description, datasets, prices, allowance, overage, credit, trialDays, availability',
  ],
  [
    'an unknown availability',
    'secret',
    ['plans', 0, 'availability'],
    'plans[0].availability: must be one of public, contact, free',
  ],
  [
    'a price without a lookup key',
    undefined,
    ['plans', 0, 'prices', 0, 'lookupKey'],
    'plans[0].prices[0].lookupKey: must be 1 to 100 lower-case letters, digits or "_"',
  ],
  [
    'a weekly price',
    'week',
    ['plans', 0, 'prices', 0, 'interval'],
    'plans[0].prices[0].interval: must be month or year',
  ],
  [
    'a currency in capitals',
    'USD',
    ['plans', 0, 'prices', 0, 'currency'],
    'plans[0].prices[0].currency: must be a three-letter currency code in lower case',
  ],
  [
    'a price by the seat',
    'seat',
    ['badges', 0, 'prices', 1, 'per'],
    'badges[0].prices[1].per: must be one of affiliate',
  ],
  ['a badge for robots', 'robot', ['badges', 0, 'kind'], 'badges[0].kind: must be person or organization'],
  [
    'a licence without a version',
    undefined,
    ['licences', 0, 'version'],
    'licences[0].version: must be 1 to 40 letters, digits, ".", "-" or "_"',
  ],
  ['an empty licence', '', ['licences', 0, 'text'], 'licences[0].text: must be a text of 1 to 200000 characters'],
  ['no name', '', ['name'], 'name: must be a text of 1 to 200 characters'],
  ['a support address that is none', 'help', ['supportEmail'], 'supportEmail: must be an e-mail address'],
  [
    'a support address with a line break',
    'a@example.com\nBcc:b',
    ['supportEmail'],
    'supportEmail: must be an e-mail address',
  ],
  [
    'an operator in capitals',
    'Operator@example.com',
    ['operators', 0],
    'operators[0]: must be an e-mail address in lower case',
  ],
  ['plans that are no list', {}, ['plans'], 'plans: must be a list, which may be empty'],
  [
    'a price twice in one currency',
    { usd: 5 },
    ['plans', 0, 'prices', 0, 'currencies'],
    'plans[0].prices[0].currencies.usd: must not be the price’s own currency, which amountMinor is for',
  ],
  [
    'a currency by its sign',
    { '€': 5 },
    ['badges', 0, 'prices', 0, 'currencies'],
    'badges[0].prices[0].currencies.€: must be a three-letter currency code in lower case',
  ],
  [
    'a fraction of a cent in another currency',
    { eur: 0.5 },
    ['badges', 0, 'prices', 0, 'currencies'],
    `badges[0].prices[0].currencies.eur: ${amount}`,
  ],
  [
    'no other currencies, said twice',
    {},
    ['badges', 0, 'prices', 0, 'currencies'],
    'badges[0].prices[0].currencies: must be amounts by currency, such as { eur: 92_00 }; leave it out for none',
  ],
  [
    'a currency in which going beyond the allowance has no price',
    { eur: 5 },
    ['plans', 0, 'prices', 0, 'currencies'],
    'plans[0].overage.currencies.eur: is missing: the plan is sold in eur too',
  ],
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
  [
    'a field for codes that is neither there nor not',
    'yes',
    ['settings', 'promotionCodes'],
    'settings.promotionCodes: must be true or false',
  ],
  [
    'grace that is longer than a year',
    366,
    ['settings', 'graceDays'],
    'settings.graceDays: must be a whole number from 0 to 365',
  ],
  [
    'a policy on refunds that is none',
    'half',
    ['settings', 'onFullRefund'],
    'settings.onFullRefund: must be one of end, keep',
  ],
  [
    'a policy on disputes that is none',
    true,
    ['settings', 'onDispute'],
    'settings.onDispute: must be one of end_when_opened, end_when_lost, keep',
  ],
  [
    'a throttle that lets nothing through',
    0,
    ['settings', 'throttles', 'mailsPerAddressPerHour'],
    'settings.throttles.mailsPerAddressPerHour: must be a whole number, 1 or more',
  ],
  [
    'an unknown setting',
    5,
    ['settings', 'graceWeeks'],
    'settings.graceWeeks: is not known; allowed are graceDays, onFullRefund, onDispute, promotionCodes, maxKeysPerAccount, tax, byInvoice, throttles',
  ],
  [
    'tax that is neither added nor in the price',
    { behavior: 'unspecified' },
    ['settings', 'tax'],
    'settings.tax.behavior: must be one of exclusive, inclusive',
  ],
  [
    'a tax code that is not Stripe’s',
    { behavior: 'exclusive', code: 'software' },
    ['settings', 'tax'],
    'settings.tax.code: must be a tax code of Stripe, such as txcd_10103001',
  ],
  [
    'invoices that are due at once',
    { daysUntilDue: 0 },
    ['settings', 'byInvoice'],
    'settings.byInvoice.daysUntilDue: must be a whole number from 1 to 365',
  ],
  [
    'payment by invoice of a price that nobody can buy',
    { daysUntilDue: 14, prices: ['nothing_monthly'] },
    ['settings', 'byInvoice'],
    'settings.byInvoice.prices[0]: "nothing_monthly" is not known; it must be one of basic_monthly, verified_monthly',
  ],
];

describe('a configuration', () => {
  it.each(mistakes)('with %s is refused with the path of the field and what is allowed', (_, value, steps, line) => {
    expect(errorsWith(value, ...steps).map(({ field, message }) => `${field}: ${message}`)).toContain(line);
  });

  it('lists every mistake at once, each on a line of its own', () => {
    const twice = withValue(withValue(valid, ['plans', 0, 'prices', 0, 'amountMinor'], -1), ['badges', 0, 'kind'], '');
    expect(() => defineTollgate(withValue(twice, ['supportEmail'], 1) as CatalogInput)).toThrow(
      new CatalogInvalid([
        'supportEmail: must be an e-mail address',
        `plans[0].prices[0].amountMinor: ${amount}`,
        'badges[0].kind: must be person or organization',
      ]),
    );
  });

  it('has no mistake when it is right, and neither has the default one', () => {
    expect(catalogErrors(valid)).toEqual([]);
    const { settings, ...rest } = tollgate;
    expect(catalogErrors({ ...rest, settings })).toEqual([]);
  });

  it('keeps the defaults of the settings that it leaves out or leaves undefined', () => {
    const { settings } = defineTollgate({
      ...valid,
      settings: { graceDays: undefined, throttles: { mailsPerAddressPerHour: 2 } },
    });
    expect(settings).toEqual({
      graceDays: 7,
      onFullRefund: 'end',
      onDispute: 'end_when_lost',
      promotionCodes: true,
      maxKeysPerAccount: 10,
      throttles: { mailsPerAddressPerHour: 2, mailsPerClientPerHour: 200, checkoutsPerAccountPerHour: 20 },
    });
    expect(defineTollgate({ ...valid, settings: undefined }).settings).toEqual({
      ...tollgate.settings,
      promotionCodes: true,
    });
  });

  it('has a field for promotion codes where a coupon has a code, unless it says otherwise', () => {
    const withCodes = (codes: { code: string }[]) =>
      defineTollgate({
        ...valid,
        settings: {},
        coupons: [{ id: 'a', name: 'A', percentOff: 5, duration: 'once', codes }],
      });
    expect(withCodes([{ code: 'A' }]).settings.promotionCodes).toBe(true);
    expect(withCodes([]).settings.promotionCodes).toBe(false);
    expect(defineTollgate({ ...valid, coupons: undefined }).settings.promotionCodes).toBe(false);
    expect(defineTollgate({ ...valid, settings: { promotionCodes: false } }).settings.promotionCodes).toBe(false);
  });
});

describe('a configuration of any shape', () => {
  const anything = fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
  });

  it('is used or refused as CatalogInvalid, whatever stands in whatever place', () => {
    const place = fc.constantFrom(...placesOf(valid));
    const property = fc.property(
      place,
      fc.oneof(anything, fc.constant(Symbol('x')), fc.constant(undefined)),
      (steps, value) => {
        try {
          buyableLookupKeys(defineTollgate(withValue(valid, steps, value) as CatalogInput));
        } catch (error) {
          expect(error).toBeInstanceOf(CatalogInvalid);
        }
      },
    );
    fc.assert(property, { seed: 2, numRuns: 3_000 });
  });

  it('is refused where a required field is left out, by that field', () => {
    const optional = ['settings', 'coupons', 'per', 'includedInPlans', 'timeField', 'textFields', 'overage', 'credit'];
    const free = (steps: readonly Step[]) =>
      steps.length === 0 || steps.some((step) => optional.includes(String(step))) || steps.includes('fields');
    for (const steps of placesOf(valid).filter((each) => !free(each))) {
      const fields = errorsWith(undefined, ...steps).map(({ field }) => field);
      const expected = steps.at(-1) === 'allowance' ? 'plans[0].overage' : pathText(steps);
      expect(fields, pathText(steps)).toContain(expected);
    }
  });

  it.each([null, undefined, 5, 'text', [], () => valid])('is refused as a whole when it is %s', (input) => {
    expect(() => defineTollgate(input as unknown as CatalogInput)).toThrow(CatalogInvalid);
  });
});

describe('a broken tollgate.config.ts', () => {
  it.each([
    ['npm start', ['local/start.ts']],
    ['synthesis', ['infra/app.ts']],
    ['the catalogue command', ['cli/catalog.ts', 'plan']],
  ])('ends %s, saying the path of the field and what is allowed', (_, command) => {
    const folder = mkdtempSync(join(tmpdir(), 'tollgate-config-'));
    try {
      for (const part of ['cli', 'shared', 'licences', 'infra', 'local', 'package.json'])
        cpSync(part, join(folder, part), { recursive: true });
      symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
      const config = readFileSync('tollgate.config.ts', 'utf8');
      const broken = config.replace('amountMinor: 100_00,', 'amountMinor: -1,');
      expect(broken).not.toBe(config);
      writeFileSync(join(folder, 'tollgate.config.ts'), broken);
      const { status, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, STRIPE_SECRET_KEY: 'sk_test_none', STRIPE_API_BASE: 'http://127.0.0.1:9' },
      });
      expect(status).toBe(1);
      expect(stderr).toContain(`plans[1].prices[0].amountMinor: ${amount}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
