import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { datasetTermsOf, fieldOutside, searchedUnder } from '../../../shared/domain/datasets/terms.ts';
import catalog from '../../../tollgate.config.ts';
import { readings } from './dataset.ts';

const [plan] = catalog.plans;
const planOf = (id: string, more: object) => ({ ...plan!, id, datasets: ['readings'], ...more });
const sold: Catalog = {
  ...catalog,
  datasets: [readings],
  plans: [
    planOf('narrow', { fields: { readings: ['takenAt', 'level'] }, maxLimit: 10 }),
    planOf('other', { fields: { readings: ['takenAt', 'place'] }, maxLimit: 50 }),
    planOf('whole', {}),
    planOf('elsewhere', { datasets: [], maxLimit: 900 }),
  ],
};
const under = (...plans: string[]) => datasetTermsOf(sold, plans, readings);
const nothing = { conditions: [], words: [], named: [] };

describe('the terms of a dataset', () => {
  it('are the fields and the page of the plan, in the order of the catalogue', () => {
    expect(under('narrow')).toEqual({ fields: ['id', 'takenAt', 'level'], maxLimit: 10 });
    expect(under('whole')).toEqual({ fields: ['id', ...Object.keys(readings.fields)], maxLimit: 1_000 });
  });

  it('with several plans are the fields that any of them shows; plans without the dataset change nothing', () => {
    expect(under('narrow', 'other')).toEqual({ fields: ['id', 'takenAt', 'place', 'level'], maxLimit: 50 });
    expect(under('narrow', 'elsewhere')).toEqual(under('narrow'));
    expect(under('elsewhere')).toEqual(under('whole'));
    expect(under()).toEqual(under('whole'));
  });
});

describe('a query outside the terms', () => {
  it('is one that names, filters by or searches a hidden field', () => {
    const terms = under('narrow');
    expect(fieldOutside(terms, readings, { ...nothing, named: ['id', 'level'] })).toBeUndefined();
    expect(fieldOutside(terms, readings, { ...nothing, named: ['level', 'valid'] })).toBe('valid');
    const conditions = [{ field: 'count', op: 'gte', value: 1 }] as const;
    expect(fieldOutside(terms, readings, { ...nothing, conditions })).toBe('count');
    expect(fieldOutside(terms, readings, { ...nothing, words: ['oslo'] })).toBe('q');
    expect(fieldOutside(under('other'), readings, { ...nothing, words: ['oslo'] })).toBeUndefined();
  });

  it('searches no hidden text, where one of several is shown', () => {
    const two = { ...readings, fields: { ...readings.fields, note: 'string' as const }, textFields: ['place', 'note'] };
    expect(searchedUnder(under('other'), two).textFields).toEqual(['place']);
  });
});
