import type { CallSum, PackSummary } from './pack-summary.ts';
import { type Bar, ReportPages } from './report-page.ts';

/** Rows of a table or bars of a chart beyond this are summed up in one line. */
const maxRows = 40;

/**
 * The report of a pack as PDF: totals with charts, declared and missing use cases, acceptances, contests, and the fact that each piece shows.
 * The same summary has the same bytes. `font`: TrueType, with Latin and Arabic letters.
 */
export async function reportPdf(summary: PackSummary, font: Uint8Array): Promise<Uint8Array> {
  const { organization, period, at } = summary;
  const pages = new ReportPages({ font, title: `Evidence pack of ${organization.name}`, at: new Date(at) });
  pages.title(`Evidence pack of ${organization.name}`);
  pages.paragraph(
    `${organization.id} · ${period.from} to ${period.to} (exclusive) · sealed through seal ${summary.sealedThrough} · made ${at}`,
  );
  pages.paragraph(
    `The pack shows at least ${summary.entries.toLocaleString('en-US')} sealed entries in ${summary.seals} seals. A crash may lose the entries of its ` +
      'last seconds, so there may have been more reads, not fewer. This report sums the pack up and is no proof of its own: run verify.mjs.',
  );
  totals(pages, summary);
  declarations(pages, summary);
  networks(pages, summary);
  licences(pages, summary);
  disputes(pages, summary);
  proofs(pages);
  return pages.end();
}

function totals(pages: ReportPages, { apps, datasets, days }: PackSummary): void {
  pages.heading('Calls by app');
  pages.paragraph('The brown part of a bar is calls without a declared use case.');
  pages.bars(
    [...apps].slice(0, maxRows).map(([id, { name, calls, undeclared }]) => ({
      ...barOf([name ?? id, { calls }]),
      part: undeclared / calls,
    })),
  );
  pages.table(
    [0.36, 0.14, 0.14, 0.14, 0.11, 0.11],
    [
      ['App', 'Calls', 'Records', 'Units', 'No use case', 'Government'],
      ...capped([...apps], ([app, sum]) => [
        labelOf(apps, app),
        sum.calls,
        sum.records,
        sum.units,
        sum.undeclared,
        sum.government,
      ]),
    ],
  );
  pages.heading('Calls by dataset');
  pages.bars([...datasets].slice(0, maxRows).map(barOf));
  pages.table([0.4, 0.2, 0.2, 0.2], [['Dataset', 'Calls', 'Records', 'Units'], ...sumRows(datasets)]);
  const isLong = days.size > 31;
  const spans = isLong ? byMonth(days) : days;
  pages.heading(isLong ? 'Calls by month (UTC)' : 'Calls by day (UTC)');
  pages.bars([...spans].slice(-maxRows).map(barOf));
  pages.table([0.4, 0.2, 0.2, 0.2], [[isLong ? 'Month' : 'Day', 'Calls', 'Records', 'Units'], ...sumRows(spans)]);
}

/** An app's present name, which is not sealed, with its id. */
function labelOf(apps: PackSummary['apps'], app: string): string {
  const name = apps.get(app)?.name ?? null;
  return name === null ? app : `${name} (${app})`;
}

const barOf = ([name, { calls }]: readonly [string, Pick<CallSum, 'calls'>]): Bar => ({
  name,
  value: calls,
  label: calls.toLocaleString('en-US'),
});

function capped<T>(items: readonly T[], row: (item: T) => (string | number)[]): (string | number)[][] {
  const rows = items.slice(0, maxRows).map(row);
  return items.length > maxRows ? [...rows, [`and ${items.length - maxRows} more, in the files of the pack`]] : rows;
}

const sumRows = (sums: ReadonlyMap<string, CallSum>) =>
  capped([...sums], ([name, { calls, records, units }]) => [name, calls, records, units]);

function byMonth(days: ReadonlyMap<string, CallSum>): ReadonlyMap<string, CallSum> {
  const months = new Map<string, CallSum>();
  for (const [day, { calls, records, units }] of days) {
    const month = months.get(day.slice(0, 7)) ?? { calls: 0, records: 0, units: 0 };
    months.set(day.slice(0, 7), month);
    month.calls += calls;
    month.records += records;
    month.units += units;
  }
  return months;
}

function declarations(pages: ReportPages, { apps, useCases: declared }: PackSummary): void {
  const missing = [...apps].filter(([, { undeclared }]) => undeclared > 0);
  const government = [...apps].filter(([, app]) => app.government > 0);
  pages.heading('Use cases');
  pages.paragraph(
    `${apps.size} apps called. ${missing.length} of them called without a declared use case, ${government.length} for government end users.`,
  );
  for (const [app, { besideGovernment }] of apps)
    if (besideGovernment > 0)
      pages.paragraph(
        `${labelOf(apps, app)} declares government end users. ${besideGovernment.toLocaleString('en-US')} of its calls are outside of that declaration.`,
      );
  if (missing.length > 0)
    pages.paragraph(`Without a declared use case: ${missing.map(([app]) => labelOf(apps, app)).join(', ')}.`);
  if (declared.length === 0) return;
  pages.table(
    [0.25, 0.31, 0.12, 0.1, 0.22],
    [
      ['App', 'Purpose', 'Government', 'Training', 'Declared at'],
      ...capped([...declared], ({ app, purpose, government: isFor, training, at }) => [
        labelOf(apps, app),
        purpose,
        isFor ? 'yes' : 'no',
        training ? 'yes' : 'no',
        at,
      ]),
    ],
  );
}

function networks(pages: ReportPages, { apps, networks: found }: PackSummary): void {
  pages.heading('Networks that called');
  pages.paragraph(
    'The ledger has the address of each call. A registry tells to whom a network belongs; the ledger does not.',
  );
  pages.table(
    [0.4, 0.4, 0.2],
    [
      ['Network', 'App', 'Calls'],
      ...capped([...found], ({ network, app, calls }) => [network, labelOf(apps, app), calls]),
    ],
  );
}

function licences(pages: ReportPages, { licences: versions, acceptances }: PackSummary): void {
  pages.heading('Licences');
  pages.table([0.4, 0.2, 0.2, 0.2], [['Licence and version', 'Calls', 'Records', 'Units'], ...sumRows(versions)]);
  if (acceptances.length === 0) pages.paragraph('No acceptance was sealed before the end of the period.');
  else
    pages.table(
      [0.3, 0.22, 0.22, 0.26],
      [
        ['Accepted', 'By', 'Role', 'At'],
        ...capped([...acceptances], ({ licence, name, role, at }) => [licence, name, role, at]),
      ],
    );
}

function disputes(pages: ReportPages, { statements, contests, unsealed }: PackSummary): void {
  pages.heading('Statements and contests');
  pages.paragraph(`Signed daily statements: ${statements}. Contests of the buyer: ${contests.length}.`);
  if (contests.length > 0)
    pages.table(
      [0.2, 0.6, 0.2],
      [
        ['Statement', 'Reason', 'Decision'],
        ...capped([...contests], ({ statement, reason, decision }) => [statement, reason, decision]),
      ],
    );
  pages.paragraph(
    `Beside the ledger the pack lists apps with their present names (${unsealed.apps}), API keys (${unsealed['api-keys']}), invoices (${unsealed.invoices}), payments (${unsealed.payments}) and refusals ` +
      `(${unsealed.refusals} lines). They are not sealed by the hour: only the signature of the pack covers them.`,
  );
}

/** Which piece shows which fact, and to whom. */
const pieces: readonly (readonly [piece: string, shows: string, not: string])[] = [
  [
    'Entries, leaf, seal',
    'The operator wrote this read in its hour and changed nothing since',
    'That the read took place',
  ],
  ['Receipt kept by the buyer', 'The operator gave this answer to the buyer', 'Anything, where the buyer kept none'],
  ['Request signed by the buyer', 'The holder of the key asked for exactly this', 'That the answer arrived'],
  ['Statement, not contested', 'The buyer was told the day’s counts and places', 'That somebody read it'],
  ['Acceptance', 'A named person accepted this text for the organization', 'That the person was entitled to'],
  ['Use case', 'The organization declared it on that day', 'That it is true'],
  ['Record ids', 'Exactly these records were in the answer', 'How they were used'],
];

function proofs(pages: ReportPages): void {
  pages.heading('Which piece shows which fact');
  pages.table([0.26, 0.42, 0.32], [['Piece', 'Shows', 'Does not show'], ...pieces]);
}
