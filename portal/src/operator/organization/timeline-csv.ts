import type { InvoiceView, TimelineLineView } from '../../../../shared/http/views.ts';
import { csvOf } from '../../ui/csv.ts';

/** An invoice of Stripe's, at the time at which it was made. */
export type InvoiceLine = { readonly kind: 'invoice'; readonly at: string } & Omit<InvoiceView, 'createdAt'>;
/** A line as it is shown: of our timeline, or an invoice. */
export type ShownLine = TimelineLineView | InvoiceLine;
/** The served requests of a UTC day. */
export type ServedLine = Extract<TimelineLineView, { readonly kind: 'served' }>;

const columns = ['at', 'kind', 'what', 'who', 'detail'] as const;

/** The facts of a line, in the words of the API. */
export function factsOf(line: ShownLine): {
  readonly what: string;
  readonly who: string;
  readonly detail: string;
} {
  if (line.kind === 'email') return { what: line.name, who: line.address, detail: mailFacts(line) };
  if (line.kind === 'event')
    return { what: line.type, who: line.id, detail: `${line.outcome}; attempts=${line.attempts}` };
  if (line.kind === 'invoice') return { what: line.number ?? line.id, who: line.id, detail: invoiceFacts(line) };
  if (line.kind === 'served') return { what: 'served', who: '', detail: servedFacts(line) };
  if (line.kind === 'refusal')
    return { what: `${line.status} ${line.reason}`, who: line.key, detail: `${line.dataset} × ${line.count}` };
  const detail = Object.entries(line.detail).map(([name, value]) => `${name}=${value}`);
  return { what: line.action, who: line.actor, detail: detail.join('; ') };
}

const mailFacts = ({ outcome, reports }: Extract<TimelineLineView, { readonly kind: 'email' }>): string =>
  [outcome, ...reports.map(({ fate, at, detail }) => [fate, at, detail].join(' ').trim())].join('; ');

const invoiceFacts = ({ status, amountMinor, currency }: InvoiceLine): string =>
  `${status}; amountMinor=${amountMinor}; currency=${currency}`;

const servedFacts = ({ requests, units, keys, datasets }: ServedLine): string =>
  `${datasets.join(', ')} × ${requests}; units=${units}; keys=${keys}`;

/** Lines of a timeline as a CSV file. */
export function timelineCsv(lines: readonly ShownLine[]): string {
  const rows = lines.map((line) => {
    const { what, who, detail } = factsOf(line);
    return [line.at, line.kind, what, who, detail];
  });
  return csvOf(columns, rows);
}
