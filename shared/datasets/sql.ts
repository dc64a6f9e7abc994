import type { Dataset } from '../domain/catalog/catalog.ts';
import type { FieldType } from '../domain/catalog/field.ts';
import type { By, CountsQuery } from '../domain/datasets/counts.ts';
import type { RecordPosition } from '../domain/datasets/cursor.ts';
import { type FilterCondition, type Filters, fieldNames, fieldType } from '../domain/datasets/filters.ts';
import type { RecordsQuery } from '../domain/datasets/query.ts';
import type { Scalar } from '../domain/datasets/values.ts';

/** One SELECT over the view `records`. Names in it come from the catalogue only; every value is bound: `$1` is `params[0]`. */
export type Sql = { readonly text: string; readonly params: readonly Scalar[] };
type Timed = RecordPosition & { readonly time: string };
type Bind = (value: Scalar, type: FieldType) => string;

/** The SQL type of each field type. */
export const sqlTypes: Readonly<Record<FieldType, string>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};
const operators = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A file's fields with their SQL types, `id` first. */
export const sqlColumns = (dataset: Dataset): readonly (readonly [name: string, type: string])[] =>
  fieldNames(dataset).map((name) => [name, sqlTypes[typeOf(dataset, name)]]);

function typeOf(dataset: Dataset, field: string): FieldType {
  const type = fieldType(dataset, field);
  if (type === undefined) throw new Error(`The dataset ${dataset.id} has no field ${field}`);
  return type;
}

function binder(): { bind: Bind; params: Scalar[] } {
  const params: Scalar[] = [];
  const bind: Bind = (value, type) => `CAST($${params.push(value)} AS ${sqlTypes[type]})`;
  return { bind, params };
}

function conditionSql(dataset: Dataset, condition: FilterCondition, bind: Bind): string {
  const type = typeOf(dataset, condition.field);
  const name = identifier(condition.field);
  if (condition.op === 'in') return `${name} IN (${condition.values.map((value) => bind(value, type)).join(', ')})`;
  if (condition.op === 'prefix') return `starts_with(${name}, ${bind(condition.value, type)})`;
  return `${name} ${operators[condition.op]} ${bind(condition.value, type)}`;
}

function wordSql(dataset: Dataset, word: string, bind: Bind): string {
  const needle = `lower(${bind(word, 'string')})`;
  return `(${(dataset.textFields ?? []).map((field) => `contains(lower(${identifier(field)}), ${needle})`).join(' OR ')})`;
}

function afterSql(dataset: Dataset, { id, time }: RecordPosition, bind: Bind): string {
  const { timeField } = dataset;
  const laterId = `"id" > ${bind(id, 'string')}`;
  if (timeField === undefined || time === undefined) return laterId;
  const name = identifier(timeField);
  if (time === null) return `(${name} IS NULL AND ${laterId})`;
  const bound = bind(time, typeOf(dataset, timeField));
  return `(${name} > ${bound} OR (${name} = ${bound} AND ${laterId}) OR ${name} IS NULL)`;
}

/** As `afterSql`, of records with a time only: such a range lets the engine pass over what lies before it. */
function timedAfterSql(dataset: Dataset, { id, time }: Timed, bind: Bind): string {
  const { timeField = '' } = dataset;
  const name = identifier(timeField);
  const bound = bind(time, typeOf(dataset, timeField));
  return `${name} >= ${bound} AND (${name} > ${bound} OR "id" > ${bind(id, 'string')})`;
}

type Asked = Filters & {
  readonly after?: RecordPosition;
  /** Only records with a time, which come before those without. */
  readonly timed?: boolean;
};

function positionSql(dataset: Dataset, { after, timed }: Asked, bind: Bind): readonly string[] {
  if (!after) return [];
  const { id, time } = after;
  return [
    timed && typeof time === 'string' ? timedAfterSql(dataset, { id, time }, bind) : afterSql(dataset, after, bind),
  ];
}

function whereSql(dataset: Dataset, filters: Asked, bind: Bind): string {
  const terms = [
    'TRUE',
    ...filters.conditions.map((condition) => conditionSql(dataset, condition, bind)),
    ...filters.words.map((word) => wordSql(dataset, word, bind)),
  ];
  return [...terms, ...positionSql(dataset, filters, bind)].join(' AND ');
}

const orderSql = ({ timeField }: Dataset): string =>
  timeField === undefined ? '"id" ASC' : `${identifier(timeField)} ASC NULLS LAST, "id" ASC`;

function sourceSql(dataset: Dataset, sampleOnly: boolean): string {
  if (!sampleOnly) return 'records';
  return `(SELECT * FROM records ORDER BY ${orderSql(dataset)} LIMIT ${Math.trunc(dataset.sampleRecords)})`;
}

const fieldSql = (dataset: Dataset, name: string): string => {
  typeOf(dataset, name);
  return identifier(name);
};

const listSql = (dataset: Dataset, names: readonly string[]): string =>
  names.map((name) => fieldSql(dataset, name)).join(', ');

/** The fields of a page's SELECT in this order: the requested ones, and the time field, which its cursor needs. */
export const selectedFields = (dataset: Dataset, query: RecordsQuery): readonly string[] => [
  ...new Set([...query.fields, ...(dataset.timeField === undefined ? [] : [dataset.timeField])]),
];

/** The `rows` first records that match, as `selectedFields`. */
export function recordsSql(
  dataset: Dataset,
  query: RecordsQuery & Pick<Asked, 'timed'>,
  { rows, sampleOnly }: { readonly rows: number; readonly sampleOnly: boolean },
): Sql {
  const { bind, params } = binder();
  const where = whereSql(dataset, query, bind);
  const select = `SELECT ${listSql(dataset, selectedFields(dataset, query))} FROM ${sourceSql(dataset, sampleOnly)}`;
  return { text: `${select} WHERE ${where} ORDER BY ${orderSql(dataset)} LIMIT ${Math.trunc(rows)}`, params };
}

/** How many records match, counted up to `most`. */
export function sizeSql(
  dataset: Dataset,
  query: RecordsQuery,
  { most, sampleOnly }: { readonly most: number; readonly sampleOnly: boolean },
): Sql {
  const { bind, params } = binder();
  const found = `SELECT 1 FROM ${sourceSql(dataset, sampleOnly)} WHERE ${whereSql(dataset, query, bind)}`;
  return { text: `SELECT count(*) FROM (${found} LIMIT ${Math.trunc(most)})`, params };
}

/** The record with this id, as `fields`. */
export function recordSql(
  dataset: Dataset,
  id: string,
  { fields, sampleOnly }: { readonly fields: readonly string[]; readonly sampleOnly: boolean },
): Sql {
  const { bind, params } = binder();
  const where = `"id" = ${bind(id, 'string')}`;
  return {
    text: `SELECT ${listSql(dataset, fields)} FROM ${sourceSql(dataset, sampleOnly)} WHERE ${where} LIMIT 1`,
    params,
  };
}

function bucketSql(dataset: Dataset, by: By): string {
  if (by.kind === 'field') return `CAST(${fieldSql(dataset, by.field)} AS VARCHAR)`;
  if (dataset.timeField === undefined) throw new Error(`The dataset ${dataset.id} has no time field`);
  const time = identifier(dataset.timeField);
  return by.kind === 'hour' ? `date_trunc('hour', ${time})` : `CAST(${time} AS DATE)`;
}

/** Rows of bucket and count, in the order and with the cut that the port promises. */
export function countsSql(
  dataset: Dataset,
  query: CountsQuery,
  { maxBuckets, sampleOnly }: { readonly maxBuckets: number; readonly sampleOnly: boolean },
): Sql {
  const { bind, params } = binder();
  const where = whereSql(dataset, query, bind);
  const bucketed = `SELECT ${bucketSql(dataset, query.by)} AS bucket FROM ${sourceSql(dataset, sampleOnly)} WHERE ${where}`;
  const order = query.by.kind === 'field' ? 'count DESC, bucket ASC' : 'bucket ASC';
  const grouped = `SELECT bucket, count(*) AS count FROM (${bucketed}) WHERE bucket IS NOT NULL GROUP BY bucket`;
  return { text: `${grouped} ORDER BY ${order} LIMIT ${Math.trunc(maxBuckets)}`, params };
}
