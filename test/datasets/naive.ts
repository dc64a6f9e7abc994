/** The engine's expected answers, computed without SQL: filters and order over records in memory. */
import fc from 'fast-check';
import type { DataRecord } from '../../shared/datasets/query-engine.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { FieldType } from '../../shared/domain/catalog/field.ts';

export type Spec = {
  readonly params: readonly (readonly [name: string, value: string])[];
  readonly test: (record: DataRecord) => boolean;
};

/** Times with three digits of a second and with six, made comparable as text. */
const comparable = (value: DataRecord[string]) =>
  (typeof value === 'string' ? value.replace(/(\.\d{3})Z$/, '$1000Z') : value) as never;

const compares = {
  gte: (one: never, other: never) => one >= other,
  gt: (one: never, other: never) => one > other,
  lte: (one: never, other: never) => one <= other,
  lt: (one: never, other: never) => one < other,
} as const;
const orders = ['gte', 'gt', 'lte', 'lt'] as const;

const same = (one: unknown) => (record: unknown) => record === one;

function equalitySpec(field: string, values: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  return fc.uniqueArray(values, { minLength: 1, maxLength: 4 }).map((wanted) => ({
    params: wanted.map((value) => [field, String(value)] as const),
    test: (record) => wanted.some((value) => same(value)(record[field])),
  }));
}

function orderSpec(field: string, values: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  return fc.tuple(fc.constantFrom(...orders), values).map(([op, value]) => ({
    params: [[`${field}[${op}]`, String(value)]],
    test: (record) => record[field] !== null && compares[op](comparable(record[field]!), comparable(value)),
  }));
}

function prefixSpec(field: string, values: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  return fc.tuple(values, fc.integer({ min: 0, max: 8 })).map(([value, length]) => {
    const prefix = [...String(value)].slice(0, length).join('');
    return {
      params: [[`${field}[prefix]`, prefix]],
      test: (record) => record[field] !== null && String(record[field]).startsWith(prefix),
    };
  });
}

function wordsSpec(fields: readonly string[], texts: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  const words = texts.map((text) => String(text).split(/\s+/).filter(Boolean)).filter((found) => found.length > 0);
  return fc.tuple(words, fc.nat(), fc.boolean()).map(([found, index, upper]) => {
    const wanted = [found[index % found.length]!, found.at(-1)!].map((word) => (upper ? word.toUpperCase() : word));
    const has = (text: unknown, word: string) =>
      text !== null && String(text).toLowerCase().includes(word.toLowerCase());
    return {
      params: [['q', wanted.join(' ')]],
      test: (record) => wanted.every((word) => fields.some((field) => has(record[field], word))),
    };
  });
}

function windowSpec(field: string, values: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  return fc.tuple(values, values).map(([from, to]) => ({
    params: [
      ['from', String(from)],
      ['to', String(to)],
    ],
    test: (record) =>
      record[field] !== null &&
      comparable(record[field]!) >= comparable(from) &&
      comparable(record[field]!) < comparable(to),
  }));
}

function specsOf(field: string, type: FieldType, values: fc.Arbitrary<DataRecord[string]>): fc.Arbitrary<Spec> {
  const kinds = [equalitySpec(field, values)];
  if (type !== 'boolean') kinds.push(orderSpec(field, values));
  if (type === 'string') kinds.push(prefixSpec(field, values));
  return fc.oneof(...kinds);
}

/** Up to three filters on fields of the dataset, with values that occur in its records; each parameter at most once. */
export function filterSpecs(dataset: Dataset, records: readonly DataRecord[]): fc.Arbitrary<Spec> {
  const valuesOf = (field: string) => {
    const present = records.map((record) => record[field]!).filter((value) => value !== null);
    return fc.nat({ max: present.length - 1 }).map((index) => present[index]!);
  };
  const fields = Object.entries<FieldType>({ id: 'string', ...dataset.fields });
  const kinds = fields.map(([field, type]) => specsOf(field, type, valuesOf(field)));
  if (dataset.timeField) kinds.push(windowSpec(dataset.timeField, valuesOf(dataset.timeField)));
  if (dataset.textFields) kinds.push(wordsSpec(dataset.textFields, valuesOf(dataset.textFields[0]!)));
  const names = (spec: Spec) => new Set(spec.params.map(([name]) => name));
  return fc
    .array(fc.oneof(...kinds), { maxLength: 3 })
    .filter(
      (specs) =>
        new Set(specs.flatMap((spec) => [...names(spec)])).size ===
        specs.reduce((sum, spec) => sum + names(spec).size, 0),
    )
    .map((specs) => ({
      params: specs.flatMap((spec) => spec.params),
      test: (record) => specs.every((spec) => spec.test(record)),
    }));
}

/** The order that the port promises. */
export function ordered(dataset: Dataset, records: readonly DataRecord[]): DataRecord[] {
  const key = (record: DataRecord) => (dataset.timeField ? comparable(record[dataset.timeField] ?? '~') : '');
  const rank = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return records.toSorted((one, other) => rank(key(one), key(other)) || rank(String(one.id), String(other.id)));
}
