import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { Filters } from '../../shared/domain/datasets/filters.ts';
import { datasetTermsOf, fieldOutside, type Terms } from '../../shared/domain/datasets/terms.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { DataDeps } from './deps.ts';

type Asked = Filters & {
  /** The fields that the request names. */
  readonly named: readonly string[];
};

/**
 * The parts of the dataset that the held plans show.
 * @throws AppError 403 naming a field of the query that they do not show
 */
export function withinTerms({ catalog }: DataDeps, dataset: Dataset, plans: readonly string[], asked: Asked): Terms {
  const terms = datasetTermsOf(catalog, plans, dataset);
  const hidden = fieldOutside(terms, dataset, asked);
  if (hidden === undefined) return terms;
  const what = hidden === 'q' ? 'the text that q searches' : `the field ${hidden}`;
  const shown = terms.fields.join(', ');
  throw new AppError('field_not_in_plan', `Your plan does not show ${what} of ${dataset.id}; it shows ${shown}.`, {
    errors: [{ field: hidden, message: `is not in your plan, which shows ${shown}` }],
  });
}

/** The fields that a read names. Without `fields` it asks for the visible ones, not for all. */
export const namedFields = ({ query }: ApiRequest, fields: readonly string[]): readonly string[] =>
  query.has('fields') ? fields : [];
