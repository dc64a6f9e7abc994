import type { DatasetView } from '../../../shared/http/views.ts';
import type { Reader, SampleRow } from '../site.ts';

/** A dataset as Run knows it: enough to ask for records and to show them. */
export type RunDataset = {
  readonly id: string;
  readonly title: string;
  /** In the order of the catalogue, without `id`. */
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly timeField: string | null;
  /** Fields that `q` searches. */
  readonly textFields: readonly string[];
  /** Records that were known when the page was built. */
  readonly rows: readonly SampleRow[];
};

/** The dataset as Run needs it. */
export const runDatasetOf = (dataset: DatasetView, { site }: Reader): RunDataset => ({
  id: dataset.id,
  title: dataset.title,
  fields: Object.entries(dataset.fields).map(([name, type]) => ({ name, type })),
  timeField: dataset.timeField,
  textFields: site.textFields[dataset.id] ?? [],
  rows: site.samples[dataset.id]?.rows ?? [],
});
