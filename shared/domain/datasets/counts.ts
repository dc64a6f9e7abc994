import type { Dataset } from '../catalog/catalog.ts';
import { type Filters, fieldType, type Parsed, parseFilters, shown } from './filters.ts';

/** The grouping of counts: the hour or day (UTC) of the time field, or the values of a field. */
export type By = { readonly kind: 'hour' | 'day' } | { readonly kind: 'field'; readonly field: string };
/** A parsed query for counts. */
export type CountsQuery = Filters & { readonly by: By };

const countable = new Set(['string', 'boolean', 'integer']);

function timeBuckets(dataset: Dataset): readonly ('hour' | 'day')[] {
  const type = dataset.timeField === undefined ? undefined : fieldType(dataset, dataset.timeField);
  if (type === 'timestamp') return ['hour', 'day'];
  return type === 'date' ? ['day'] : [];
}

/** The values that `by` may have for this dataset. */
function countableBy(dataset: Dataset): readonly string[] {
  const fields = Object.keys(dataset.fields).filter((name) => countable.has(fieldType(dataset, name) ?? ''));
  return [...new Set([...timeBuckets(dataset), ...fields])];
}

/** GET /data/{dataset}/counts: `by=hour|day|FIELD`, needed, and the filters of the records, without `fields`, `limit` and `cursor`. */
export function parseCountsQuery(dataset: Dataset, params: URLSearchParams): Parsed<CountsQuery> {
  const { filters, errors } = parseFilters(dataset, params, ['by']);
  const text = params.get('by');
  const allowed = countableBy(dataset);
  if (text === null || !allowed.includes(text)) {
    const problem = text === null ? 'by is missing' : `Records cannot be counted by ${shown(text)}`;
    return {
      ok: false,
      errors: [...errors, { field: 'by', message: `${problem}. Allowed: ${allowed.join(', ')}.` }],
    };
  }
  if (errors.length > 0) return { ok: false, errors };
  const bucket = timeBuckets(dataset).find((kind) => kind === text);
  return { ok: true, query: { ...filters, by: bucket ? { kind: bucket } : { kind: 'field', field: text } } };
}
