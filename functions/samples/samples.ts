import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseCountsQuery } from '../../shared/domain/datasets/counts.ts';
import { parseRecordsQuery } from '../../shared/domain/datasets/query.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { answered } from '../../shared/services/datasets/dataset-answer.ts';
import { formatOf } from '../../shared/services/datasets/negotiate-format.ts';
import { queryOf } from '../../shared/services/datasets/query-of.ts';
import type { SamplesParts } from './deps.ts';
import { isForm, sampleForm } from './form.ts';
import { sampled } from './sampled.ts';

const maxBuckets = 1_000;

/** GET /v1/sample/{dataset}: a page of sample records, as `GET /data/{dataset}` answers a test key. A form without script gets a page. */
export const readSample =
  (deps: SamplesParts): Route =>
  (request) =>
    sampled(deps, request, {
      kind: 'records',
      read: (dataset) => (isForm(request) ? sampleForm(deps, request, dataset) : recordsOf(deps, request, dataset)),
    });

async function recordsOf(deps: SamplesParts, request: ApiRequest, dataset: Dataset): Promise<Answer> {
  const query = queryOf(parseRecordsQuery(dataset, request.query));
  const reading = { request, dataset, format: formatOf(request), decidedBy: ['sample', query] };
  const { answer } = await answered(deps, reading, async () => {
    const { records, nextCursor } = await deps.engine.records(dataset, query, {
      sampleOnly: true,
      maxRecords: query.limit,
    });
    const body = { data: records, cursor: nextCursor };
    return { rows: records, names: query.fields, body, ...(nextCursor !== undefined && { nextCursor }) };
  });
  return answer;
}

/** GET /v1/sample/{dataset}/counts: sample records by hour, by day or by a field's value, as `GET /data/{dataset}/counts`. */
export const readSampleCounts =
  (deps: SamplesParts): Route =>
  (request) =>
    sampled(deps, request, {
      kind: 'counts',
      read: async (dataset) => {
        const query = queryOf(parseCountsQuery(dataset, request.query));
        const reading = { request, dataset, format: formatOf(request), decidedBy: ['sample counts', query] };
        const { answer } = await answered(deps, reading, async () => {
          const { counts, isCut } = await deps.engine.counts(dataset, query, { sampleOnly: true, maxBuckets });
          const body = { data: counts, ...(isCut && { truncated: true }) };
          return { rows: counts, names: ['bucket', 'count'], body, isTruncated: isCut };
        });
        return answer;
      },
    });
