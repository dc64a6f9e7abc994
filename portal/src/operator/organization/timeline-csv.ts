import type { TimelineLineView } from '../../../../shared/http/views.ts';

const columns = ['at', 'kind', 'what', 'who', 'detail'] as const;

/** A cell of a CSV file (RFC 4180). One that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The facts of a line, in the words of the API. */
export function factsOf(line: TimelineLineView): {
  readonly what: string;
  readonly who: string;
  readonly detail: string;
} {
  if (line.kind === 'email') return { what: line.name, who: line.address, detail: line.outcome };
  if (line.kind === 'refusal')
    return { what: `${line.status} ${line.reason}`, who: line.key, detail: `${line.dataset} × ${line.count}` };
  const detail = Object.entries(line.detail).map(([name, value]) => `${name}=${value}`);
  return { what: line.action, who: line.actor, detail: detail.join('; ') };
}

/** Lines of a timeline as a CSV file. */
export function timelineCsv(lines: readonly TimelineLineView[]): string {
  const rows = lines.map((line) => {
    const { what, who, detail } = factsOf(line);
    return [line.at, line.kind, what, who, detail].map(cell).join(',');
  });
  return [columns.join(','), ...rows, ''].join('\r\n');
}
