import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogInput } from '../../../shared/domain/catalog/catalog.ts';
import { CatalogInvalid, defineTollgate, LicenceRefused } from '../../../shared/domain/catalog/define.ts';
import { buyableLookupKeys } from '../../../shared/domain/catalog/look-up.ts';
import { errorsWith, pathText, placesOf, type Step, valid, withValue } from './configuration.ts';

describe('a configuration of any shape', () => {
  const anything = fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
  });

  it('is used or refused as CatalogInvalid, with any value in any place', () => {
    const place = fc.constantFrom(...placesOf(valid));
    const property = fc.property(
      place,
      fc.oneof(anything, fc.constant(Symbol('x')), fc.constant(undefined)),
      (steps, value) => {
        try {
          buyableLookupKeys(defineTollgate(withValue(valid, steps, value) as CatalogInput));
        } catch (error) {
          expect([CatalogInvalid, LicenceRefused]).toContain((error as Error).constructor);
        }
      },
    );
    fc.assert(property, { seed: 2, numRuns: 3_000 });
  });

  it('is refused where a required field is left out, by that field', () => {
    const optional = [
      'settings',
      'coupons',
      'upstreams',
      'per',
      'includedInPlans',
      'timeField',
      'textFields',
      'overage',
      'credit',
    ];
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
