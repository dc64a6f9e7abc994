import { samples } from '../datasets/index.ts';
import type { Catalog, Dataset } from '../shared/domain/catalog/catalog.ts';
import type { DatasetSample, DayCount, SampleRow } from './src/site.ts';

const shownRows = 10;
const shownDays = 90;

/**
 * The facts about datasets whose records come with the project: the first records as a test key reads them, and counts by day. Others
 * have none when the pages are built, and show what is published beside them.
 */
export const builtSamples = ({ datasets }: Catalog): Record<string, DatasetSample> =>
  Object.fromEntries(
    datasets.map((dataset) => {
      const records = [...(samples.find(({ id }) => id === dataset.id)?.records() ?? [])] as SampleRow[];
      const rows = records.toSorted(inOrder(dataset)).slice(0, shownRows);
      return [dataset.id, { records: records.length || null, rows, days: daysOf(dataset, records) }];
    }),
  );

/** By time, records without one last, then by id: the order in which the API answers. */
function inOrder({ timeField }: Dataset) {
  const timeOf = (row: SampleRow): string => String((timeField === undefined ? undefined : row[timeField]) ?? '~');
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return (a: SampleRow, b: SampleRow) => compare(timeOf(a), timeOf(b)) || compare(String(a.id), String(b.id));
}

/** The latest days that have records, in time order. */
function daysOf({ timeField }: Dataset, records: readonly SampleRow[]): DayCount[] {
  if (timeField === undefined) return [];
  const counts = new Map<string, number>();
  for (const row of records) {
    const time = row[timeField];
    if (typeof time === 'string') counts.set(time.slice(0, 10), (counts.get(time.slice(0, 10)) ?? 0) + 1);
  }
  const days = [...counts].map(([day, count]) => ({ day, count }));
  return days.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-shownDays);
}
