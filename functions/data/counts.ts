import { parseCountsQuery } from '../../shared/domain/datasets/counts.ts';
import { searchedUnder } from '../../shared/domain/datasets/terms.ts';
import type { Route } from '../../shared/http/route.ts';
import type { CountsView } from '../../shared/http/views.ts';
import { answered } from '../../shared/services/datasets/dataset-answer.ts';
import { formatOf } from '../../shared/services/datasets/negotiate-format.ts';
import { queryOf } from '../../shared/services/datasets/query-of.ts';
import type { DataParts } from './deps.ts';
import { metered } from './metered.ts';
import { withinTerms } from './within-terms.ts';

const maxBuckets = 1_000;

/**
 * GET /data/{dataset}/counts: the number of records by hour, by day or by a field's value; a unit a bucket. At most 1,000 buckets are
 * answered, or as many as the allowance covers; the answer says if there are more.
 */
export const readCounts =
  (deps: DataParts): Route =>
  (request) =>
    metered(deps, request, (dataset) => {
      const query = queryOf(parseCountsQuery(dataset, request.query));
      const format = formatOf(request);
      const searchedBy = (plans: readonly string[]) => {
        const named = query.by.kind === 'field' ? [query.by.field] : [];
        return searchedUnder(withinTerms(deps, dataset, plans, { ...query, named }), dataset);
      };
      return {
        kind: 'counts',
        units: maxBuckets,
        measure: async (plans) => {
          const bounds = { sampleOnly: false, maxBuckets: maxBuckets };
          return (await deps.engine.counts(searchedBy(plans), query, bounds)).counts.length;
        },
        run: async ({ sampleOnly, maxUnits, plans }) => {
          const searched = searchedBy(plans);
          const reading = { request, dataset: searched, format, decidedBy: ['counts', query, sampleOnly] };
          return answered(deps, reading, async () => {
            const { counts, isCut } = await deps.engine.counts(searched, query, { sampleOnly, maxBuckets: maxUnits });
            const body: CountsView = { data: [...counts], ...(isCut && { truncated: true }) };
            const isOfAllowance = isCut && maxUnits < maxBuckets;
            return { rows: counts, names: ['bucket', 'count'], body, isCut: isOfAllowance, isTruncated: isCut };
          });
        },
      };
    });
