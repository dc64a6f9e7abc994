import type { FieldError } from '../../errors.ts';
import type { Dataset } from '../catalog/catalog.ts';
import { decodeCursor, type RecordPosition } from './cursor.ts';
import { type Filters, fieldNames, fieldType, type Parsed, parseFilters, shown } from './filters.ts';

/** A parsed query for a page of records, or for an export. */
export type RecordsQuery = Filters & {
  /** `id` first, then in the order of the catalogue. */
  readonly fields: readonly string[];
  /** 1 … 1000; of an export 1 … 100000. */
  readonly limit: number;
  /** The record that the page begins after. */
  readonly after?: RecordPosition;
};

/** Records of one page, where none is asked for. */
export const usualLimit = 100;
/** Records of one page, at most. */
export const maxLimit = 1_000;
/** Records of one export, at most and by default. */
export const exportLimit = 100_000;

const ofPage = { max: maxLimit, otherwise: usualLimit };
const ofExport = { max: exportLimit, otherwise: exportLimit };

function parseLimit(text: string | null, { max, otherwise }: typeof ofPage): number | FieldError {
  if (text === null) return otherwise;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= max) return limit;
  return { field: 'limit', message: `limit takes a whole number from 1 to ${max}, not ${shown(text)}.` };
}

function parseFields(dataset: Dataset, text: string | null): readonly string[] | FieldError {
  const names = fieldNames(dataset);
  if (text === null) return names;
  const requested = new Set(text.split(',').map((name) => name.trim()));
  const unknown = [...requested].find((name) => fieldType(dataset, name) === undefined);
  if (unknown === undefined) return names.filter((name) => name === 'id' || requested.has(name));
  return { field: 'fields', message: `Unknown field ${shown(unknown)}. Allowed: ${names.join(', ')}.` };
}

const isError = (result: number | readonly string[] | FieldError): result is FieldError =>
  typeof result === 'object' && 'message' in result;

/**
 * GET /data/{dataset}: `FIELD=v` (repeated: any of), `FIELD[gte|gt|lte|lt|prefix]=v`, `q`, `from` and `to` (half-open, on the
 * time field), `fields`, `limit`, `cursor`. `id` filters like a string field. Anything else is an error naming it and what is allowed.
 */
export const parseRecordsQuery = (dataset: Dataset, params: URLSearchParams): Parsed<RecordsQuery> =>
  parseQuery(dataset, params, ofPage);

/** POST /data/{dataset}/export: the same, with a larger `limit`. */
export const parseExportQuery = (dataset: Dataset, params: URLSearchParams): Parsed<RecordsQuery> =>
  parseQuery(dataset, params, ofExport);

function parseQuery(dataset: Dataset, params: URLSearchParams, limits: typeof ofPage): Parsed<RecordsQuery> {
  const { filters, errors: filterErrors } = parseFilters(dataset, params, ['fields', 'limit', 'cursor']);
  const limit = parseLimit(params.get('limit'), limits);
  const fields = parseFields(dataset, params.get('fields'));
  const errors = [...filterErrors, ...[limit, fields].filter(isError)];
  if (errors.length > 0 || isError(limit) || isError(fields)) return { ok: false, errors };

  const query = { ...filters, fields, limit };
  const cursor = params.get('cursor');
  if (cursor === null) return { ok: true, query };
  const decoded = decodeCursor(dataset, filters, cursor);
  if (!decoded.ok) return { ok: false, errors: [{ field: 'cursor', message: decoded.message }] };
  return { ok: true, query: { ...query, after: decoded.position } };
}

/** GET /data/{dataset}/{id}: takes `fields` and nothing else. */
export function parseRecordQuery(dataset: Dataset, params: URLSearchParams): Parsed<Pick<RecordsQuery, 'fields'>> {
  const unknown = [...new Set(params.keys())].filter((name) => name !== 'fields');
  const errors: FieldError[] = unknown.slice(0, 10).map((name) => ({
    field: name.slice(0, 60),
    message: `Unknown parameter ${shown(name)}. Allowed: fields.`,
  }));
  if (params.getAll('fields').length > 1) errors.push({ field: 'fields', message: 'fields was sent more than once.' });
  const fields = parseFields(dataset, params.get('fields'));
  if (isError(fields)) return { ok: false, errors: [...errors, fields] };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, query: { fields } };
}
