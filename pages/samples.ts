import { samples } from '../datasets/index.ts';
import type { Catalog, Dataset } from '../shared/domain/catalog/catalog.ts';
import type { DatasetSample, SampleRow } from './src/site.ts';

const shownRows = 10;

/** The first records of each dataset whose records come with the project, as a test key reads them; others have none at build. */
export const sampleRows = ({ datasets }: Catalog): Record<string, DatasetSample> =>
  Object.fromEntries(
    datasets.map((dataset) => {
      const records = [...(samples.find(({ id }) => id === dataset.id)?.records() ?? [])] as SampleRow[];
      const rows = records.toSorted(inOrder(dataset)).slice(0, shownRows);
      return [dataset.id, { records: records.length || null, rows }];
    }),
  );

/** By time, records without one last, then by id: the order in which the API answers. */
function inOrder({ timeField }: Dataset) {
  const timeOf = (row: SampleRow): string => String((timeField === undefined ? undefined : row[timeField]) ?? '~');
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return (a: SampleRow, b: SampleRow) => compare(timeOf(a), timeOf(b)) || compare(String(a.id), String(b.id));
}
