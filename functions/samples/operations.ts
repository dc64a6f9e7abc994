import type { Operation, Operations, Parameters } from '../../shared/http/operation.ts';
import {
  filterParameters,
  groupingParameters,
  pageOfRecords,
  shownParameters,
} from '../../shared/http/record-parameters.ts';
import type { samplesRoutes } from './routes.ts';

const sample = {
  group: 'data',
  answerHeaders: ['limits'],
  problems: ['invalid_request', 'not_found', 'not_acceptable', 'rate_limited', 'query_too_heavy'],
} as const satisfies Partial<Operation>;

const page = {
  lang: {
    description: 'The language of the page, where a page is asked for.',
    schema: { type: 'string', enum: ['en', 'ar'] },
  },
} as const satisfies Parameters;

/** The description of sample records, for everybody. */
export const samplesOperations: Operations<typeof samplesRoutes> = {
  'GET /v1/sample/{dataset}': {
    ...sample,
    id: 'readSample',
    summary: 'Read sample records',
    description: 'A page of sample records, filtered as records are. It needs no key and costs nothing.',
    query: { ...filterParameters, ...shownParameters, ...pageOfRecords, ...page },
    answers: {
      200: {
        'application/json': 'Listing<RecordView>',
        'application/x-ndjson': 'string',
        'text/csv': 'string',
        'text/html': 'string',
      },
      304: null,
      400: { 'text/html': 'string' },
    },
  },
  'GET /v1/sample/{dataset}/counts': {
    ...sample,
    id: 'countSample',
    summary: 'Count sample records',
    description: 'The number of sample records by hour, by day or by the values of a field. It is free.',
    query: { ...groupingParameters, ...filterParameters },
    answers: {
      200: { 'application/json': 'CountsView', 'application/x-ndjson': 'string', 'text/csv': 'string' },
      304: null,
    },
  },
};
