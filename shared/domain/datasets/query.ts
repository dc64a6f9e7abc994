import type { FieldError } from '../../errors.ts';
import type { Dataset } from '../catalog/catalog.ts';
import { decodeCursor, type Position } from './cursor.ts';
import { type Filters, fieldNames, fieldType, type Parsed, parseFilters, shown } from './filters.ts';

export type RecordsQuery = Filters & {
  /** `id` first, then in the order of the catalogue. */
  readonly fields: readonly string[];
  /** 1 … 1000. */
  readonly limit: number;
  /** The page begins after it. */
  readonly after?: Position;
};

const defaultLimit = 100;
const maxLimit = 1_000;

function parseLimit(text: string | null): number | FieldError {
  if (text === null) return defaultLimit;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= maxLimit) return limit;
  return { field: 'limit', message: `limit takes a whole number from 1 to ${maxLimit}, not ${shown(text)}.` };
}

function parseFields(dataset: Dataset, text: string | null): readonly string[] | FieldError {
  const names = fieldNames(dataset);
  if (text === null) return names;
  const wanted = new Set(text.split(',').map((name) => name.trim()));
  const unknown = [...wanted].find((name) => fieldType(dataset, name) === undefined);
  if (unknown === undefined) return names.filter((name) => name === 'id' || wanted.has(name));
  return { field: 'fields', message: `There is no field ${shown(unknown)}; allowed are ${names.join(', ')}.` };
}

const isError = (result: number | readonly string[] | FieldError): result is FieldError =>
  typeof result === 'object' && 'message' in result;

/**
 * GET /data/{dataset}: `FIELD=v` (repeated: any of), `FIELD[gte|gt|lte|lt|prefix]=v`, `q`, `from` and `to` (half-open, on the
 * time field), `fields`, `limit`, `cursor`. `id` filters like a string field. Anything else is an error naming it and what is allowed.
 */
export function parseRecordsQuery(dataset: Dataset, params: URLSearchParams): Parsed<RecordsQuery> {
  const { filters, errors: filterErrors } = parseFilters(dataset, params, ['fields', 'limit', 'cursor']);
  const limit = parseLimit(params.get('limit'));
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
    message: `There is no parameter ${shown(name)} here; allowed is fields.`,
  }));
  if (params.getAll('fields').length > 1) errors.push({ field: 'fields', message: 'fields was given more than once.' });
  const fields = parseFields(dataset, params.get('fields'));
  if (isError(fields)) return { ok: false, errors: [...errors, fields] };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, query: { fields } };
}
