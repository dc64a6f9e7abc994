import { parseCountsQuery } from '../../shared/domain/datasets/counts.ts';
import { searchedUnder } from '../../shared/domain/datasets/terms.ts';
import type { Route } from '../../shared/http/stacks.ts';
import { answered } from './answer.ts';
import type { DataDeps } from './deps.ts';
import { formatOf } from './formats.ts';
import { metered } from './metered.ts';
import { queryOf } from './query-of.ts';
import { withinTerms } from './within-terms.ts';

const mostBuckets = 1_000;

/** GET /data/{dataset}/counts: how many records an hour, a day or a value of a field; a unit a bucket. */
export const readCounts =
  (deps: DataDeps): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseCountsQuery(dataset, request.query));
      const format = formatOf(request);
      return {
        kind: 'counts',
        units: mostBuckets,
        run: async ({ sampleOnly, maxUnits, plans }) => {
          const named = query.by.kind === 'field' ? [query.by.field] : [];
          const searched = searchedUnder(withinTerms(deps, dataset, plans, { ...query, named }), dataset);
          const reading = { request, dataset: searched, format, decidedBy: ['counts', query, sampleOnly] };
          return answered(deps, reading, async () => {
            const data = await deps.engine.counts(searched, query, { sampleOnly, maxBuckets: maxUnits });
            const isCut = maxUnits < mostBuckets && data.length === maxUnits;
            return { rows: data, names: ['bucket', 'count'], body: { data }, isCut };
          });
        },
      };
    });
