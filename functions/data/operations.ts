import { dataVersions } from '../../shared/domain/catalog/deprecation.ts';
import type { Operations, Parameters } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import {
  filterParameters,
  groupingParameters,
  pageOfRecords,
  shownParameters,
  sizeOfExport,
} from '../../shared/http/record-parameters.ts';
import { refusalSpanParameters } from '../../shared/http/refusal-parameters.ts';
import type { dataRoutes } from './routes.ts';

const version = {
  'Tollgate-Version': {
    description: 'The version of this API to be served. Default: the first.',
    schema: { type: 'string', enum: [...dataVersions] },
  },
} as const satisfies Parameters;

const metered = ['meter', 'receipt', 'limits', 'version', 'link'] as const;

/** The description of reads of datasets, for callers. */
export const dataOperations: Operations<typeof dataRoutes> = {
  'GET /data': {
    id: 'listDatasets',
    group: 'data',
    summary: 'List datasets',
    description: 'The datasets with the name and type of each field. It is free.',
    headers: version,
    answers: { 200: 'Listing<DatasetView>' },
    answerHeaders: ['meter'],
    problems: ['invalid_request', 'rate_limited', 'too_many_in_flight', 'suspended', 'ip_not_allowed', 'key_invalid'],
  },
  'GET /data/{dataset}': {
    id: 'readRecords',
    group: 'data',
    summary: 'Read records',
    description:
      'A page of the records that meet all filters. Each record is charged. A page is cut to what you have left.',
    query: { ...filterParameters, ...shownParameters, ...pageOfRecords },
    headers: version,
    answers: {
      200: { 'application/json': 'Listing<RecordView>', 'application/x-ndjson': 'string', 'text/csv': 'string' },
      304: null,
    },
    answerHeaders: [...metered, 'freshness'],
    problems: ['invalid_request', 'not_found', 'field_not_in_plan', 'not_acceptable', 'query_too_heavy'],
  },
  'POST /data/{dataset}/export': {
    id: 'exportRecords',
    group: 'data',
    summary: 'Export records',
    description:
      'All records that meet the filters, as one gzip file. Each record is charged, once the file is complete.',
    query: { ...filterParameters, ...shownParameters, ...sizeOfExport },
    headers: {
      ...version,
      'Idempotency-Key': {
        description: 'Makes one export of all requests with this key within 24 hours, and charges it once.',
      },
    },
    answers: { 303: 'StoredExportView' },
    answerHeaders: [...metered, 'location'],
    problems: [
      'invalid_request',
      'not_found',
      'field_not_in_plan',
      'not_acceptable',
      'conflict',
      'idempotency_key_reused',
      'query_too_heavy',
    ],
  },
  'GET /data/{dataset}/counts': {
    id: 'countRecords',
    group: 'data',
    summary: 'Count records',
    description:
      'The number of records by hour, by day or by the values of a field. Each bucket is charged as a record.',
    query: { ...groupingParameters, ...filterParameters },
    headers: version,
    answers: {
      200: { 'application/json': 'CountsView', 'application/x-ndjson': 'string', 'text/csv': 'string' },
      304: null,
    },
    answerHeaders: [...metered, 'freshness', 'truncated'],
    problems: ['invalid_request', 'not_found', 'field_not_in_plan', 'not_acceptable', 'query_too_heavy'],
  },
  'GET /data/{dataset}/{id}': {
    id: 'readRecord',
    group: 'data',
    summary: 'Read one record',
    description: 'One record by its id. It is charged.',
    query: shownParameters,
    headers: version,
    answers: {
      200: { 'application/json': 'RecordView', 'application/x-ndjson': 'string', 'text/csv': 'string' },
      304: null,
    },
    answerHeaders: [...metered, 'freshness'],
    problems: ['invalid_request', 'not_found', 'field_not_in_plan', 'not_acceptable', 'query_too_heavy'],
  },
  'GET /v1/badges/states': {
    id: 'readBadgeStates',
    group: 'badges',
    summary: 'Read badge states',
    description: 'The present states of up to 100 badges. It is free; any key with an accepted licence may ask.',
    query: {
      handle: {
        description: 'A handle. Repeat it for more badges.',
        required: true,
        schema: { type: 'array', items: { type: 'string' }, minItems: 1 },
      },
    },
    answers: { 200: 'BadgeStatesView' },
    answerHeaders: ['meter'],
    problems: ['invalid_request'],
  },
  'GET /v1/usage/refusals': {
    id: 'readRefusals',
    audience: 'pages',
    group: 'usage',
    summary: 'Read refused requests',
    description: 'The refused requests of this key in the last 30 days, latest first. It is free.',
    query: { ...pageParameters, ...refusalSpanParameters },
    answers: { 200: 'Listing<RefusalView>' },
    answerHeaders: ['meter'],
    problems: ['invalid_request'],
  },
  'GET /v1/usage/current': {
    id: 'readCurrentUsage',
    group: 'usage',
    summary: 'Read current usage',
    description:
      'The records or requests used and left in the present period, for the organization of the key. It is free.',
    answers: { 200: 'UsageView' },
    answerHeaders: ['meter'],
    problems: [],
  },
};
