import type { Catalog, Dataset, Plan } from '../catalog/catalog.ts';
import { type Filters, fieldNames } from './filters.ts';
import { maxLimit } from './query.ts';

/** The part of a dataset that an account's plans show. */
export type Terms = {
  /** In the order of the catalogue, `id` first. */
  readonly fields: readonly string[];
  /** Records of one page, at most. */
  readonly maxLimit: number;
};

/**
 * The terms of a dataset under all of an account's plans: a field that one of them shows is shown, and the largest page counts. Where none
 * includes the dataset (a test key without a plan) every field is shown.
 */
export function datasetTermsOf(catalog: Catalog, planIds: readonly string[], dataset: Dataset): Terms {
  const plans = catalog.plans.filter(({ id, datasets }) => planIds.includes(id) && datasets.includes(dataset.id));
  const all = fieldNames(dataset);
  const shownBy = ({ fields }: Plan): readonly string[] => fields?.[dataset.id] ?? all;
  const shown = new Set(plans.length === 0 ? all : plans.flatMap(shownBy));
  const limits = plans.map((plan) => plan.maxLimit ?? maxLimit);
  return {
    fields: all.filter((name) => name === 'id' || shown.has(name)),
    maxLimit: limits.length === 0 ? maxLimit : Math.max(...limits),
  };
}

/** The dataset with its text search limited to the fields that the terms show. */
export const searchedUnder = ({ fields }: Terms, dataset: Dataset): Dataset => ({
  ...dataset,
  textFields: (dataset.textFields ?? []).filter((name) => fields.includes(name)),
});

/**
 * The first field that a query uses and the terms hide; `q` where no searched field is left. A filter on a hidden field would reveal its
 * values. `named` are the fields asked for by name.
 */
export function fieldOutside(
  terms: Terms,
  dataset: Dataset,
  { conditions, words, named }: Filters & { readonly named: readonly string[] },
): string | undefined {
  const asked = [...named, ...conditions.map(({ field }) => field)];
  const hidden = asked.find((name) => !terms.fields.includes(name));
  if (hidden !== undefined) return hidden;
  const isBlind = words.length > 0 && searchedUnder(terms, dataset).textFields?.length === 0;
  return isBlind ? 'q' : undefined;
}
