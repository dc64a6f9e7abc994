import { parseRecordQuery, parseRecordsQuery } from '../../shared/domain/datasets/query.ts';
import { found } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { DataDeps } from './deps.ts';
import { metered } from './metered.ts';
import { queryOf } from './query-of.ts';

/** GET /data/{dataset}: a page of records, a unit each; cut to what is left of the allowance. */
export const readRecords =
  (deps: DataDeps): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseRecordsQuery(dataset, request.query));
      return {
        units: query.limit,
        run: async ({ sampleOnly, maxUnits }) => {
          const { records, nextCursor } = await deps.engine.records(dataset, query, {
            sampleOnly,
            maxRecords: maxUnits,
          });
          return { units: records.length, body: { data: records, cursor: nextCursor } };
        },
      };
    });

/** GET /data/{dataset}/{id}: one record, one unit. */
export const readRecord =
  (deps: DataDeps): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const { fields } = queryOf(parseRecordQuery(dataset, request.query));
      return {
        units: 1,
        run: async ({ sampleOnly }) => {
          const record = await deps.engine.record(dataset, request.params.id ?? '', { sampleOnly, fields });
          return { units: 1, body: found(record, 'This record') };
        },
      };
    });
