/** Lists as CSV, for callers that ask for it. */
import { type CellValue, linesOf, mediaTypes } from '../domain/datasets/record-formats.ts';
import { invalid } from '../errors.ts';
import { preferredType } from './accept.ts';
import { type Answer, document } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** Whether the caller prefers CSV to JSON. @throws AppError 400 for a header that is none */
export function wantsCsv({ headers }: Pick<ApiRequest, 'headers'>): boolean {
  const type = preferredType(headers.accept, ['application/json', 'text/csv']);
  if (type === 'malformed') throw invalid([{ field: 'Accept', message: 'must be a list of media types' }]);
  return type === 'text/csv';
}

/** 200 with rows as a file. Texts that a spreadsheet would run as formulas begin with an apostrophe. */
export const csvAnswer = (names: readonly string[], rows: readonly (readonly CellValue[])[]): Answer =>
  document(mediaTypes.csv, linesOf('csv', names, rows), { 'content-disposition': 'attachment' });
