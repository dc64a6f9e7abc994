import type { OrganizationRowView } from '../../../../shared/http/views.ts';
import { csvOf } from '../../ui/csv.ts';

const columns = [
  ...([
    'id',
    'name',
    'email',
    'createdAt',
    'state',
    'suspended',
    'sold',
    'monthly',
    'failingSince',
    'lastSeenOn',
  ] as const),
];

/** Organizations as a CSV file, in the words of the API; an amount is in the smallest unit of its currency. */
export const organizationsCsv = (rows: readonly OrganizationRowView[]): string =>
  csvOf(
    columns,
    rows.map(({ sold, monthly, suspended, failingSince, lastSeenOn, ...row }) => [
      ...[row.id, row.name, row.email, row.createdAt, row.state, String(suspended), sold.join(' ')],
      monthly.map(({ amountMinor, currency }) => `${amountMinor} ${currency}`).join(' '),
      failingSince ?? '',
      lastSeenOn ?? '',
    ]),
  );
