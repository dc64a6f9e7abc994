import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../shared/domain/catalog/catalog.ts';
import { parseCountsQuery } from '../../../shared/domain/datasets/counts.ts';
import { readings, timeless } from './dataset.ts';

const parse = (query: string, dataset: Dataset = readings) => parseCountsQuery(dataset, new URLSearchParams(query));
const messagesOf = (query: string, dataset: Dataset = readings) => {
  const parsed = parse(query, dataset);
  return parsed.ok ? [] : parsed.errors.map(({ message }) => message);
};

describe('a counts query', () => {
  it.each([
    ['hour', { kind: 'hour' }],
    ['day', { kind: 'day' }],
    ['place', { kind: 'field', field: 'place' }],
    ['count', { kind: 'field', field: 'count' }],
    ['valid', { kind: 'field', field: 'valid' }],
  ])('counts by %s', (by, expected) => {
    expect(parse(`by=${by}`)).toEqual({ ok: true, query: { conditions: [], words: [], by: expected } });
  });

  it('takes the filters of the records', () => {
    expect(parse('by=day&place=a&q=b&from=2026-11-01')).toMatchObject({
      ok: true,
      query: { conditions: [{ field: 'place' }, { field: 'takenAt', op: 'gte' }], words: ['b'] },
    });
  });

  it.each(['level', 'installedOn', 'takenAt', 'id', 'week', 'constructor', '', 'place"'])('refuses by=%s', (by) => {
    expect(messagesOf(`by=${encodeURIComponent(by)}`)).toEqual([
      `Records cannot be counted by ${JSON.stringify(by)}. Allowed: hour, day, place, count, valid.`,
    ]);
  });

  it('needs by, once', () => {
    expect(messagesOf('')).toEqual(['by is missing. Allowed: hour, day, place, count, valid.']);
    expect(messagesOf('by=day&by=hour')).toEqual(['"by" was sent 2 times. Send it once.']);
  });

  it('counts by day but not by hour where the time is a date, by neither where there is none', () => {
    const dated: Dataset = { ...readings, timeField: 'installedOn' };
    expect(parse('by=day', dated).ok).toBe(true);
    expect(messagesOf('by=hour', dated)).toEqual([
      'Records cannot be counted by "hour". Allowed: day, place, count, valid.',
    ]);
    expect(parse('by=day', timeless).ok).toBe(false);
  });

  it.each(['limit=5', 'cursor=x', 'fields=id'])('refuses %s, which only pages have', (query) => {
    expect(messagesOf(`by=day&${query}`)).toEqual([expect.stringContaining('Unknown parameter')]);
  });
});
