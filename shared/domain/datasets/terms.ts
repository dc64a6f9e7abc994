import type { Catalog, Dataset, Plan } from '../catalog/catalog.ts';
import { type Filters, fieldNames } from './filters.ts';
import { maxLimit } from './query.ts';

/** What of a dataset an account's plans show. */
export type Terms = {
  /** In the order of the catalogue, `id` first. */
  readonly fields: readonly string[];
  /** Records of one page, at most. */
  readonly maxLimit: number;
};

/**
 * The terms of a dataset under all of the plans held: a field that one of them shows is shown, and the largest page counts. Where
 * none includes the dataset (a test key before anything was bought) they are those of a plan that says nothing.
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

/** The dataset whose text search looks only where the terms let it. */
export const searchedUnder = ({ fields }: Terms, dataset: Dataset): Dataset => ({
  ...dataset,
  textFields: (dataset.textFields ?? []).filter((name) => fields.includes(name)),
});

/**
 * The first field that a query speaks of and the terms do not show, `q` where no searched field is left: a filter on a hidden field
 * would tell its values. `named` are the fields asked for by name.
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
