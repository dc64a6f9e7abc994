import type { ReaderView } from '../../../../shared/http/views.ts';
import { csvOf } from '../../ui/csv.ts';

const columns = [
  ...['day', 'organization', 'name', 'dataset', 'units', 'served', 'credited', 'requests', 'keys'],
  ...['licence', 'version', 'acceptedAt'],
];

/** Readers as a CSV file, in the words of the API. */
export const readersCsv = (rows: readonly ReaderView[]): string =>
  csvOf(
    columns,
    rows.map(({ day, organization, dataset, units, served, credited, requests, keys, licence }) => [
      ...[day, organization.id, organization.name, dataset, ...[units, served, credited, requests].map(String)],
      keys.map(({ id }) => id).join(' '),
      ...[licence?.id ?? '', licence?.version ?? '', licence?.at ?? ''],
    ]),
  );
