/** The query parameters of reads of datasets, as `shared/domain/datasets/` parses them. */
import { exportLimit, maxLimit, usualLimit } from '../domain/datasets/query.ts';
import type { Parameters } from './operation.ts';

/** Any field of the dataset filters, so the names are not known here. */
export const filterParameters = {
  filters: {
    description:
      'Any field of the dataset: `FIELD=value` (repeated: any of the values), `FIELD[gte]=`, `FIELD[gt]=`, `FIELD[lte]=`, `FIELD[lt]=`, and `FIELD[prefix]=` for texts.',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    example: { 'sentiment[gte]': '0.5' },
  },
  q: { description: 'Words that a record contains in one of its text fields.' },
  from: { description: 'The earliest time, inclusive, of the dataset’s time field.', example: '2026-11-01T00:00:00Z' },
  to: { description: 'The latest time, exclusive, of the dataset’s time field.' },
} as const satisfies Parameters;

/** The fields of a record that are shown. */
export const shownParameters = {
  fields: { description: 'The fields to show, by their names with commas between. `id` is always shown.' },
} as const satisfies Parameters;

const limitOf = (maximum: number, usual: number) => ({
  limit: { description: 'The most records.', schema: { type: 'integer', minimum: 1, maximum, default: usual } },
  cursor: { description: 'The cursor of the previous page, with the same filters.' },
});

/** The size and the position of a page of records. */
export const pageOfRecords = limitOf(maxLimit, usualLimit);

/** The size of an export, and where it begins. */
export const sizeOfExport = limitOf(exportLimit, exportLimit);

/** The grouping of counts. */
export const groupingParameters = {
  by: { description: '`hour`, `day`, or the name of a field.', required: true, example: 'day' },
} as const satisfies Parameters;
