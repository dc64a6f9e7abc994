import { saveFile } from './save-file.ts';

/** A cell of a CSV file (RFC 4180). One that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** A CSV file with these columns. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns.join(','), ...rows.map((row) => row.map(cell).join(',')), ''].join('\r\n');

/** Saves a text as a CSV file of the browser's. */
export const saveCsv = (name: string, text: string): void =>
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
