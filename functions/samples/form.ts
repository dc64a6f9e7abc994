import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseRecordsQuery, type RecordsQuery } from '../../shared/domain/datasets/query.ts';
import { mediaTypes } from '../../shared/domain/datasets/record-formats.ts';
import { preferredType } from '../../shared/http/accept.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { notCached } from '../../shared/services/badges/cached-answer.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import type { SamplesParts } from './deps.ts';
import { samplePage } from './page.ts';

const html = 'text/html';
const offered = [mediaTypes.json, 'application/x-ndjson', 'text/csv', html];
const recordsOfPage = '10';

/** Whether a browser sent the form: it prefers a page over each format of records. */
export const isForm = ({ headers }: ApiRequest): boolean => preferredType(headers.accept, offered) === html;

/** The form with the records that it found, as a page that needs no script. A field that was left empty filters nothing. */
export async function sampleForm(deps: SamplesParts, request: ApiRequest, dataset: Dataset): Promise<Answer> {
  const typed = new URLSearchParams([...request.query].filter(([name, value]) => name !== 'lang' && value !== ''));
  if (!typed.has('limit')) typed.set('limit', recordsOfPage);
  const parsed = parseRecordsQuery(dataset, typed);
  const shown = { dataset, typed, issuer: deps.catalog.name, reading: readingOf(request) };
  if (!parsed.ok) {
    const wrong = parsed.errors.map(({ field }) => field);
    return { ...withHeaders(pageAnswer(samplePage({ ...shown, wrong })), notCached), status: 400 };
  }
  const found = await foundBy(deps, dataset, parsed.query);
  return withHeaders(pageAnswer(samplePage({ ...shown, ...found, wrong: [] })), notCached);
}

const foundBy = (deps: SamplesParts, dataset: Dataset, query: RecordsQuery) =>
  deps.engine.records(dataset, query, { sampleOnly: true, maxRecords: query.limit });
