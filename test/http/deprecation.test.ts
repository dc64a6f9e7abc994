import { describe, expect, it } from 'vitest';
import { deprecationsOf } from '../../shared/domain/catalog/deprecation.ts';
import type { Deprecation } from '../../shared/domain/catalog/deprecation-types.ts';
import { catalogErrors } from '../../shared/domain/catalog/validate.ts';
import { deprecationHeaders } from '../../shared/http/deprecation.ts';
import { valid, withValue } from '../domain/catalog/configuration.ts';
import { parseItem } from '../support/structured-fields.ts';

const page = (name: string, at: string, sunsetAt?: string): Deprecation => ({
  at,
  link: `https://docs.example/${name}`,
  ...(sunsetAt && { sunsetAt }),
});
const dataset = page('readings', '2027-03-01T00:00:00Z', '2027-09-01T00:00:00Z');
const field = page('level', '2027-02-01T00:00:00Z');
const version = page('v1', '2027-04-01T00:00:00Z', '2027-08-01T12:30:00Z');

describe('deprecations', () => {
  const [readings] = valid.datasets;
  const used = (query: string, kind: 'records' | 'counts' = 'records') =>
    deprecationsOf(
      { settings: { deprecatedVersions: { 1: version } } as never },
      {
        dataset: { ...readings!, deprecated: dataset, deprecatedFields: { level: field } },
        version: '1',
        query: new URLSearchParams(query),
        kind,
      },
    );

  it('for a call are of its version, its dataset, and the fields that it names or is answered', () => {
    expect(used('limit=5')).toEqual([version, dataset, field]);
    expect(used('fields=place')).toEqual([version, dataset]);
    for (const query of ['fields=place,level', 'fields=place&level[gte]=3', 'fields=place&level=3'])
      expect(used(query), query).toContain(field);
    expect(used('by=day', 'counts')).not.toContain(field);
    expect(used('by=level', 'counts')).toContain(field);
  });

  it('is told by Deprecation, Sunset and links: the earliest time of each, and every page', () => {
    const headers = deprecationHeaders([version, dataset, field]);
    expect(parseItem(headers.deprecation!).value).toEqual(new Date(field.at));
    expect(headers.sunset).toBe('Sun, 01 Aug 2027 12:30:00 GMT');
    expect(headers.link!.split(', ')).toEqual([
      '<https://docs.example/v1>; rel="deprecation"; type="text/html"',
      '<https://docs.example/v1>; rel="sunset"; type="text/html"',
      '<https://docs.example/readings>; rel="deprecation"; type="text/html"',
      '<https://docs.example/readings>; rel="sunset"; type="text/html"',
      '<https://docs.example/level>; rel="deprecation"; type="text/html"',
    ]);
  });

  it('without an end has no Sunset, and nothing is said where nothing is deprecated', () => {
    expect(deprecationHeaders([field])).not.toHaveProperty('sunset');
    expect(deprecationHeaders([])).toEqual({});
  });

  it('is refused in the configuration where a time, a page or a name is none', () => {
    const errorsOf = (steps: readonly (string | number)[], value: unknown) =>
      catalogErrors(withValue(valid, steps, value)).map((each) => `${each.field}: ${each.message}`);
    const deprecated = ['datasets', 0, 'deprecated'];
    expect(errorsOf(deprecated, dataset)).toEqual([]);
    expect(errorsOf(['datasets', 0, 'deprecatedFields'], { level: field })).toEqual([]);
    expect(errorsOf(['settings', 'deprecatedVersions'], { 1: version })).toEqual([]);
    expect(errorsOf(deprecated, { ...dataset, at: 'soon' })).toContain(
      'datasets[0].deprecated.at: must be a time in UTC, such as 2027-01-31T00:00:00Z',
    );
    expect(errorsOf(deprecated, { ...dataset, sunsetAt: '2027-02-01T00:00:00Z' })).toEqual([
      'datasets[0].deprecated.sunsetAt: must not be before "at": what has stopped working is not deprecated any more',
    ]);
    expect(errorsOf(deprecated, { ...dataset, link: 'http://docs.example' })).toHaveLength(1);
    expect(errorsOf(['datasets', 0, 'deprecatedFields'], { depth: field })).toEqual([
      'datasets[0].deprecatedFields.depth: must be one of takenAt, place, level',
    ]);
    expect(errorsOf(['settings', 'deprecatedVersions'], { 2: version })).toEqual([
      'settings.deprecatedVersions.2: must be one of 1',
    ]);
  });
});
