import { parseCountsQuery } from '../../shared/domain/datasets/counts.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { DataDeps } from './deps.ts';
import { metered } from './metered.ts';
import { queryOf } from './query-of.ts';

const mostBuckets = 1_000;

/** GET /data/{dataset}/counts: how many records an hour, a day or a value of a field; a unit a bucket. */
export const readCounts =
  (deps: DataDeps): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseCountsQuery(dataset, request.query));
      return {
        units: mostBuckets,
        run: async ({ sampleOnly, maxUnits }) => {
          const data = await deps.engine.counts(dataset, query, { sampleOnly, maxBuckets: maxUnits });
          return { units: data.length, body: { data } };
        },
      };
    });
