import type { Dataset } from '../catalog/catalog.ts';
import type { FieldType } from '../catalog/field.ts';
import type { RecordPosition } from './cursor.ts';
import { type Comparison, type FilterCondition, type Filters, fieldType } from './filters.ts';
import type { PublicRecord } from './public-dataset.ts';
import type { CellValue } from './record-formats.ts';

/** Whether a record meets all filters, as the query engine decides it (`shared/datasets/sql.ts`). */
export const matches = (dataset: Dataset, record: PublicRecord, { conditions, words }: Filters): boolean =>
  conditions.every((condition) => meets(dataset, record, condition)) &&
  words.every((word) => (dataset.textFields ?? []).some((field) => isIn(record[field], word)));

/** Whether a record comes after a position, in the order of the dataset: time ascending, records without a time last, then `id`. */
export function isAfter(dataset: Dataset, record: PublicRecord, { id, time }: RecordPosition): boolean {
  const { timeField } = dataset;
  const hasLaterId = inBytes(String(record.id), id) > 0;
  if (timeField === undefined || time === undefined) return hasLaterId;
  const own = record[timeField] ?? null;
  if (own === null || time === null) return own === null && (time !== null || hasLaterId);
  const order = ordered(fieldType(dataset, timeField), own, time);
  return order === 0 ? hasLaterId : order > 0;
}

function meets(dataset: Dataset, record: PublicRecord, condition: FilterCondition): boolean {
  const value = record[condition.field] ?? null;
  if (value === null) return false;
  if (condition.op === 'in') return condition.values.includes(value);
  if (condition.op === 'prefix') return String(value).startsWith(String(condition.value));
  return holds[condition.op](ordered(fieldType(dataset, condition.field), value, condition.value));
}

const holds: Readonly<Record<Exclude<Comparison, 'prefix'>, (order: number) => boolean>> = {
  gte: (order) => order >= 0,
  gt: (order) => order > 0,
  lte: (order) => order <= 0,
  lt: (order) => order < 0,
};

type Present = Exclude<CellValue, null>;

/** Negative, zero or positive: how one value of a field is ordered against another. */
function ordered(type: FieldType | undefined, one: Present, other: Present): number {
  if (type === 'integer' || type === 'number') return Number(one) - Number(other);
  if (type === 'timestamp') return inBytes(toMicros(String(one)), toMicros(String(other)));
  return inBytes(String(one), String(other));
}

/** Texts are ordered by their UTF-8 bytes, which is the order of code points and not that of JavaScript's `<`. */
export const inBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Times have three digits of a second, or six where they are needed (`timestampText`). */
const toMicros = (time: string): string => time.replace(/(\.\d{3})Z$/, '$1000Z');

const isIn = (text: CellValue | undefined, word: string): boolean =>
  typeof text === 'string' && lower(text).includes(lower(word));

/** Each character for itself, as the query engine lowers it: no ending decides, and none becomes two. */
const lower = (text: string): string =>
  Array.from(text, (character) => [...character.toLowerCase()][0] ?? character).join('');
