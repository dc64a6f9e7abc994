import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CatalogInput } from '../../../shared/domain/catalog/catalog.ts';
import type { Licence, PublishedLicence } from '../../../shared/domain/catalog/licence.ts';
import { catalogErrors } from '../../../shared/domain/catalog/validate.ts';

/** A step on the way to a place in the configuration. */
export type Step = string | number;

/** A published licence, in force from 2026-11-01 by default. */
export const published = (licence: Licence, inForceFrom = '2026-11-01'): PublishedLicence => ({
  ...licence,
  sha256: createHash('sha256').update(String(licence.text), 'utf8').digest('hex'),
  publishedAt: '2026-11-01T00:00:00.000Z',
  inForceFrom,
});

const standard = { id: 'standard', version: '2026-11', title: 'Standard', text: 'Read, do not resell.' };

/** A valid configuration, small enough that every place in it can be broken. */
export const valid: CatalogInput = {
  name: 'Weather',
  supportEmail: 'help@example.com',
  operators: ['operator@example.com'],
  licences: [standard],
  publishedLicences: [published(standard)],
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
  upstreams: [
    {
      id: 'trends',
      title: 'Trends',
      description: 'Counts.',
      licence: 'standard',
      baseUrl: 'https://api.example.com/v1',
      testBaseUrl: 'https://sandbox.example.com',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['x-region'],
      allowAnswerHeaders: ['x-trend'],
      secretHeader: 'authorization',
      timeoutMs: 5_000,
      cost: { jsonPath: '$.items.length' },
      maxUnits: 100,
      routes: [
        { path: '/one/{brand}', methods: ['GET'], cost: { per: 'request', units: 2 }, maxUnits: 2, timeoutMs: 900 },
        { path: '/bulk/{rest+}', cost: { header: 'x-cost' }, maxUnits: 500 },
      ],
    },
    {
      id: 'own',
      title: 'Own',
      description: 'Hosted elsewhere.',
      licence: 'standard',
      timeoutMs: 100,
      cost: { per: 'request' },
      maxUnits: 1,
      guards: ['a1b2c3d4e5'],
    },
  ],
  plans: [
    {
      id: 'basic',
      name: 'Basic',
      description: 'Some.',
      availability: 'public',
      datasets: ['readings'],
      upstreams: ['trends', 'own'],
      prices: [{ lookupKey: 'basic_monthly', interval: 'month', amountMinor: 100, currency: 'usd' }],
      allowance: { amount: 10, unit: 'record' },
      overage: { units: 10, amountMinor: 5 },
      credit: { units: 1, amountMinor: 1_00, currency: 'usd' },
    },
  ],
  badges: [
    {
      id: 'verified',
      name: 'Verified',
      description: 'Reviewed.',
      kind: 'person',
      prices: [
        { lookupKey: 'verified_monthly', interval: 'month', amountMinor: 8_00, currency: 'usd' },
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
export function withValue(input: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(input) ? [...input] : { ...(input as object) };
  const place = copy as Record<Step, unknown>;
  place[step] = withValue(place[step], rest, value);
  return copy;
}

/** A path as the messages write it. */
export const pathText = (steps: readonly Step[]): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path ? `${path}.${step}` : step;
  }, '');

/** The mistakes in the valid configuration with another value at one place. */
export const errorsWith = (value: unknown, ...steps: Step[]) => catalogErrors(withValue(valid, steps, value));

/** Every place of the configuration, the whole included. */
export function placesOf(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...steps.flatMap((step) => placesOf((value as Record<Step, unknown>)[step], [...path, step]))];
}

/** A valid price. */
export const price = (lookupKey: string) =>
  ({ lookupKey, interval: 'month', amountMinor: 1_00, currency: 'usd' }) as const;
export const amount = 'must be a whole number of minor units (cents), 0 or more';
export const idAllowed = 'must be lower-case letters, digits and "_", starting with a letter, and not "counts"';

/** A mistake: its name, the value, the place of the value, and the line that names it. */
export type Mistake = readonly [what: string, value: unknown, place: readonly Step[], line: string];

/** Registers a test for each mistake. */
export function refuses(mistakes: readonly Mistake[]): void {
  it.each(mistakes)('with %s is refused with the path of the field and what is allowed', (_, value, steps, line) => {
    expect(errorsWith(value, ...steps).map(({ field, message }) => `${field}: ${message}`)).toContain(line);
  });
}
