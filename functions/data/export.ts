import { rm } from 'node:fs/promises';
import { parseExportQuery } from '../../shared/domain/datasets/query.ts';
import { searchedUnder } from '../../shared/domain/datasets/terms.ts';
import type { Route } from '../../shared/http/route.ts';
import { formatOf } from '../../shared/services/datasets/negotiate-format.ts';
import { queryOf } from '../../shared/services/datasets/query-of.ts';
import type { DataParts } from './deps.ts';
import { onceFor } from './export-once.ts';
import { metered } from './metered.ts';
import { namedFields, withinTerms } from './within-terms.ts';

/**
 * POST /data/{dataset}/export: records as one gzip file, a unit each, cut to the units left of the allowance. The answer is a 303 to the
 * complete file. Units are charged once it is stored, and only then is its address sent. An `Idempotency-Key` makes it once.
 */
export const exportRecords =
  (deps: DataParts): Route =>
  (request) =>
    metered(deps, request, (dataset, caller) => {
      const query = queryOf(parseExportQuery(dataset, request.query));
      const format = formatOf(request, ['ndjson', 'csv']) === 'csv' ? 'csv' : 'ndjson';
      const once = onceFor(deps, request, caller);
      const askedUnder = (plans: readonly string[]) => {
        const terms = withinTerms(deps, dataset, plans, { ...query, named: namedFields(request, query.fields) });
        const fields = query.fields.filter((name) => terms.fields.includes(name));
        return { searched: searchedUnder(terms, dataset), asked: { ...query, fields } };
      };
      return {
        units: query.limit,
        measure: async (plans) => {
          const { searched, asked } = askedUnder(plans);
          return deps.engine.size(searched, asked, { sampleOnly: false, most: query.limit });
        },
        answeredBefore: once.find,
        run: ({ sampleOnly, maxUnits, plans, deduplicates }) =>
          once.run(async () => {
            const { searched, asked } = askedUnder(plans);
            const scope = { sampleOnly, maxRecords: maxUnits, format, withIds: deduplicates } as const;
            const file = await deps.engine.exported(searched, asked, scope);
            try {
              const { records, ids, bytes, nextCursor: cursor } = file;
              const described = { fileName: `${dataset.id}.${format}.gz`, format, records, bytes } as const;
              const stored = {
                id: await deps.exports.keep(file),
                ...described,
                ...(cursor !== undefined && { cursor }),
              };
              return { stored, ...(deduplicates && ids && { ids }) };
            } finally {
              await rm(file.path, { force: true });
            }
          }),
      };
    });
