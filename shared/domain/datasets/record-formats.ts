/** Records as text: pages, counts and exports in each format. */
import type { Scalar } from './values.ts';

/** The formats that records are written in. */
export type Format = 'json' | 'ndjson' | 'csv';
/** The value of one field of a record; null where it is missing. */
export type CellValue = Scalar | null;

/** Media types by format, the default first. */
export const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** A text that a spreadsheet would run as a formula (OWASP, "CSV Injection"), with any apostrophes before it. */
const formula = /^'*[=+\-@\t\r]/;

/** Puts an apostrophe before a text that looks like a formula; taking one off such a text restores the value. */
const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** A missing value is an empty cell, an empty text is `""`, so a reader can tell them apart. */
function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = harmless(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record of a CSV file (RFC 4180), with its line end. Numbers and booleans are as in JSON, never quoted. */
export const csvLine = (values: readonly CellValue[]): string => `${values.map(csvCell).join(',')}\r\n`;

/** One line of an NDJSON file. */
export const ndjsonLine = (names: readonly string[], values: readonly CellValue[]): string =>
  `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])))}\n`;

/** Rows as a whole document in a format of lines: CSV begins with the names. */
export function linesOf(
  format: Exclude<Format, 'json'>,
  names: readonly string[],
  rows: readonly (readonly CellValue[])[],
): string {
  if (format === 'ndjson') return rows.map((row) => ndjsonLine(names, row)).join('');
  return [csvLine(names), ...rows.map(csvLine)].join('');
}
