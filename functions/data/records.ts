import type { DataRecord } from '../../shared/datasets/query-engine.ts';
import { parseRecordQuery, parseRecordsQuery } from '../../shared/domain/datasets/query.ts';
import { searchedUnder } from '../../shared/domain/datasets/terms.ts';
import { found } from '../../shared/errors.ts';
import type { Route } from '../../shared/http/route.ts';
import { answered } from '../../shared/services/datasets/dataset-answer.ts';
import { formatOf } from '../../shared/services/datasets/negotiate-format.ts';
import { queryOf } from '../../shared/services/datasets/query-of.ts';
import type { DataParts } from './deps.ts';
import { metered } from './metered.ts';
import { namedFields, withinTerms } from './within-terms.ts';

/** GET /data/{dataset}: a page of records, a unit each; cut to what is left of the allowance and to what the plan allows. */
export const readRecords =
  (deps: DataParts): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseRecordsQuery(dataset, request.query));
      const format = formatOf(request);
      return {
        units: query.limit,
        run: async ({ sampleOnly, maxUnits, plans }) => {
          const terms = withinTerms(deps, dataset, plans, { ...query, named: namedFields(request, query.fields) });
          const fields = query.fields.filter((name) => terms.fields.includes(name));
          const asked = { ...query, fields, limit: Math.min(query.limit, terms.maxLimit) };
          const searched = searchedUnder(terms, dataset);
          const reading = { request, dataset: searched, format, decidedBy: ['records', asked, sampleOnly] };
          return answered(deps, reading, async () => {
            const page = { sampleOnly, maxRecords: maxUnits };
            const { records, nextCursor } = await deps.engine.records(searched, asked, page);
            const isCut = nextCursor !== undefined && maxUnits < asked.limit;
            const body = { data: records, cursor: nextCursor };
            return { rows: records, ids: records.map(idOf), names: fields, body, nextCursor, isCut };
          });
        },
      };
    });

/** GET /data/{dataset}/{id}: one record, one unit. */
export const readRecord =
  (deps: DataParts): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseRecordQuery(dataset, request.query));
      const format = formatOf(request);
      const { id = '' } = request.params;
      return {
        units: 1,
        run: async ({ sampleOnly, plans }) => {
          const named = namedFields(request, query.fields);
          const terms = withinTerms(deps, dataset, plans, { conditions: [], words: [], named });
          const fields = query.fields.filter((name) => terms.fields.includes(name));
          const reading = { request, dataset, format, decidedBy: ['record', id, fields, sampleOnly] };
          return answered(deps, reading, async () => {
            const record = found(await deps.engine.record(dataset, id, { sampleOnly, fields }), 'This record');
            return { rows: [record], ids: [id], names: fields, body: record };
          });
        },
      };
    });

const idOf = ({ id }: DataRecord): string => String(id);
