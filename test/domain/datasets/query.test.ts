import { describe, expect, it } from 'vitest';
import { parseRecordQuery, parseRecordsQuery } from '../../../shared/domain/datasets/query.ts';
import { readings, timeless } from './dataset.ts';

const parse = (query: string, dataset = readings) => parseRecordsQuery(dataset, new URLSearchParams(query));

const conditionsOf = (query: string) => {
  const parsed = parse(query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query.conditions;
};

const errorsOf = (query: string, dataset = readings) => {
  const parsed = parse(query, dataset);
  return parsed.ok ? [] : parsed.errors.map(({ field, message }) => `${field} | ${message}`);
};

describe('a records query', () => {
  it('without parameters asks for the first 100 records with all fields, id first', () => {
    expect(parse('')).toEqual({
      ok: true,
      query: {
        conditions: [],
        words: [],
        fields: ['id', 'takenAt', 'place', 'count', 'level', 'valid', 'installedOn'],
        limit: 100,
      },
    });
  });

  it.each([
    ['id=p_1', { field: 'id', op: 'in', values: ['p_1'] }],
    ['place=', { field: 'place', op: 'in', values: [''] }],
    ['place=a&place=b&place=a', { field: 'place', op: 'in', values: ['a', 'b'] }],
    ['count=-7', { field: 'count', op: 'in', values: [-7] }],
    ['level=7.50', { field: 'level', op: 'in', values: [7.5] }],
    ['level[gt]=1e-3', { field: 'level', op: 'gt', value: 0.001 }],
    ['valid=false', { field: 'valid', op: 'in', values: [false] }],
    ['installedOn[lte]=2024-02-29', { field: 'installedOn', op: 'lte', value: '2024-02-29' }],
    ['takenAt[gte]=2026-11-01', { field: 'takenAt', op: 'gte', value: '2026-11-01T00:00:00.000Z' }],
    ['takenAt[lt]=2026-11-01T10:30Z', { field: 'takenAt', op: 'lt', value: '2026-11-01T10:30:00.000Z' }],
    [
      'takenAt=2026-11-01T00:30:00.123456%2B02:00',
      { field: 'takenAt', op: 'in', values: ['2026-10-31T22:30:00.123456Z'] },
    ],
    ['place[prefix]=Al', { field: 'place', op: 'prefix', value: 'Al' }],
    ['id[gt]=p_1', { field: 'id', op: 'gt', value: 'p_1' }],
    ['from=2026-11-01', { field: 'takenAt', op: 'gte', value: '2026-11-01T00:00:00.000Z' }],
    ['to=2026-11-02T00:00:00Z', { field: 'takenAt', op: 'lt', value: '2026-11-02T00:00:00.000Z' }],
  ])('reads %s as its field’s type has it', (query, condition) => {
    expect(conditionsOf(query)).toEqual([condition]);
  });

  it('reads the words of q, each once', () => {
    expect(parse('q=%20two++words%09two')).toMatchObject({ ok: true, query: { words: ['two', 'words'] } });
  });

  it('answers the asked fields in the order of the catalogue, with id', () => {
    expect(parse('fields=level,place')).toMatchObject({ ok: true, query: { fields: ['id', 'place', 'level'] } });
    expect(parse('fields=id')).toMatchObject({ ok: true, query: { fields: ['id'] } });
  });

  it.each([
    ['1', 1],
    ['1000', 1_000],
  ])('takes the limit %s', (text, limit) => {
    expect(parse(`limit=${text}`)).toMatchObject({ ok: true, query: { limit } });
  });

  const parameters = 'id, takenAt, place, count, level, valid, installedOn, q, from, to, fields, limit, cursor';
  it.each([
    ['colour=red', `colour | Unknown parameter "colour". Allowed: ${parameters}.`],
    ['by=day', `by | Unknown parameter "by". Allowed: ${parameters}.`],
    ['=1', ` | Unknown parameter "". Allowed: ${parameters}.`],
    ['constructor=1', `constructor | Unknown parameter "constructor". Allowed: ${parameters}.`],
    ['__proto__=1', `__proto__ | Unknown parameter "__proto__". Allowed: ${parameters}.`],
    ['Place=x', `Place | Unknown parameter "Place". Allowed: ${parameters}.`],
    ['place[gt][lt]=x', `place[gt][lt] | Unknown parameter "place[gt][lt]". Allowed: ${parameters}.`],
    ['q[gt]=x', `q[gt] | Unknown parameter "q[gt]". Allowed: ${parameters}.`],
    [
      'place[like]=x',
      'place[like] | place (string) does not support "like". Allowed: place=…, place[gte]=…, place[gt]=…, place[lte]=…, place[lt]=…, place[prefix]=….',
    ],
    [
      'count[prefix]=1',
      'count[prefix] | count (integer) does not support "prefix". Allowed: count=…, count[gte]=…, count[gt]=…, count[lte]=…, count[lt]=….',
    ],
    ['valid[gt]=true', 'valid[gt] | valid (boolean) does not support "gt". Allowed: valid=….'],
    ['count=1.5', 'count | count takes a whole number between -9007199254740991 and 9007199254740991, not "1.5".'],
    [
      'count=9007199254740993',
      'count | count takes a whole number between -9007199254740991 and 9007199254740991, not "9007199254740993".',
    ],
    ['level=NaN', 'level | level takes a decimal number such as 7.5, not "NaN".'],
    ['level[lt]=0x10', 'level[lt] | level[lt] takes a decimal number such as 7.5, not "0x10".'],
    ['level=1e999', 'level | level takes a decimal number such as 7.5, not "1e999".'],
    ['valid=yes', 'valid | valid takes true or false, not "yes".'],
    ['installedOn=2026-02-30', 'installedOn | installedOn takes a date as YYYY-MM-DD, not "2026-02-30".'],
    [
      'installedOn=2026-02-03T00:00:00Z',
      'installedOn | installedOn takes a date as YYYY-MM-DD, not "2026-02-03T00:00:00Z".',
    ],
    ['limit=0', 'limit | limit takes a whole number from 1 to 1000, not "0".'],
    ['limit=1001', 'limit | limit takes a whole number from 1 to 1000, not "1001".'],
    ['limit=ten', 'limit | limit takes a whole number from 1 to 1000, not "ten".'],
    ['limit=', 'limit | limit takes a whole number from 1 to 1000, not "".'],
    ['limit=5&limit=5', 'limit | "limit" was sent 2 times. Send it once.'],
    ['place[gt]=a&place[gt]=b', 'place[gt] | "place[gt]" was sent 2 times. Send it once.'],
    ['q=', 'q | q takes 1 to 20 words, in at most 1000 characters.'],
    [
      'fields=place,colour',
      'fields | Unknown field "colour". Allowed: id, takenAt, place, count, level, valid, installedOn.',
    ],
    ['fields=', 'fields | Unknown field "". Allowed: id, takenAt, place, count, level, valid, installedOn.'],
  ])('refuses %s, saying what is allowed', (query, error) => {
    expect(errorsOf(query)).toEqual([error]);
  });

  it.each([
    'takenAt=yesterday',
    'from=2026-11-01T10:00',
    'to=2026-13-01',
    'from=2026-11-01T25:00Z',
    'to=2026-11-01T10:00:00 02:00',
  ])('refuses the time %s, which lacks a zone or is none', (query) => {
    expect(errorsOf(query)).toEqual([expect.stringContaining('an ISO-8601 time with its zone')]);
  });

  it('refuses from, to and q for a dataset without time and text, and does not offer them', () => {
    expect(errorsOf('from=2026-11-01&q=x', timeless)).toEqual([
      'from | Unknown parameter "from". Allowed: id, takenAt, place, count, level, valid, installedOn, fields, limit, cursor.',
      'q | Unknown parameter "q". Allowed: id, takenAt, place, count, level, valid, installedOn, fields, limit, cursor.',
    ]);
  });

  it('names every wrong parameter at once', () => {
    expect(errorsOf('colour=1&count=x&limit=0&fields=no').map((error) => error.split(' |')[0])).toEqual([
      'colour',
      'count',
      'limit',
      'fields',
    ]);
  });

  it('takes SQL in a value as text, and refuses it as a name', () => {
    const sql = `' OR 1=1; DROP TABLE records; --`;
    expect(conditionsOf(`place=${encodeURIComponent(sql)}`)).toEqual([{ field: 'place', op: 'in', values: [sql] }]);
    for (const name of ['place"=1 OR "1', 'place[gt]"; --', '"id"', 'place) OR (1', 'count(*)'])
      expect(errorsOf(`${encodeURIComponent(name)}=1`)).toEqual([expect.stringContaining('Unknown parameter')]);
    expect(errorsOf(`fields=${encodeURIComponent('id,(SELECT 1)')}`)).toEqual([
      expect.stringContaining('Unknown field'),
    ]);
  });

  it('is bounded: 100 parameters, 1,000 characters a value, 20 words', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `place=${index}`).join('&');
    expect(errorsOf(many(100))).toEqual([]);
    expect(errorsOf(many(101))).toEqual(['query | A query takes at most 100 parameters and values. This one has 101.']);
    expect(errorsOf(`place=${'x'.repeat(1_000)}`)).toEqual([]);
    expect(errorsOf(`place=${'x'.repeat(1_001)}`)).toEqual([
      expect.stringContaining('text of at most 1000 characters'),
    ]);
    expect(errorsOf(`q=${'x'.repeat(1_001)}`)).toHaveLength(1);
    expect(errorsOf(`q=${Array.from({ length: 21 }, (_, index) => `w${index}`).join('+')}`)).toHaveLength(1);
  });

  it('repeats at most 60 characters of what it refuses', () => {
    const [error = ''] = errorsOf(`${'n'.repeat(5_000)}=1`);
    expect(error.length).toBeLessThan(400);
  });
});

describe('a query for one record', () => {
  it('takes fields and nothing else', () => {
    const parseOne = (query: string) => parseRecordQuery(readings, new URLSearchParams(query));
    expect(parseOne('fields=level')).toEqual({ ok: true, query: { fields: ['id', 'level'] } });
    expect(parseOne('fields=no').ok).toBe(false);
    expect(parseOne('fields=level&fields=place').ok).toBe(false);
    expect(parseOne('limit=1')).toEqual({
      ok: false,
      errors: [{ field: 'limit', message: 'Unknown parameter "limit". Allowed: fields.' }],
    });
  });
});
