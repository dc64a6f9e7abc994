import { rm } from 'node:fs/promises';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseExportQuery, type RecordsQuery } from '../../shared/domain/datasets/query.ts';
import { searchedUnder } from '../../shared/domain/datasets/terms.ts';
import { recordsHash } from '../../shared/domain/evidence/entry.ts';
import type { Route } from '../../shared/http/route.ts';
import { formatOf } from '../../shared/services/datasets/negotiate-format.ts';
import { queryOf } from '../../shared/services/datasets/query-of.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { DataParts } from './deps.ts';
import { type MadeExport, onceFor } from './export-once.ts';
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
        run: ({ sampleOnly, maxUnits, plans }) =>
          once.run(() => {
            const { searched, asked } = askedUnder(plans);
            return madeExport(deps, { dataset: searched, query: asked, sampleOnly, maxRecords: maxUnits, format });
          }),
      };
    });

type Making = {
  readonly dataset: Dataset;
  readonly query: RecordsQuery;
  readonly sampleOnly: boolean;
  readonly maxRecords: number;
  readonly format: 'csv' | 'ndjson';
};

/** Stores the export, and the ids of its records for the ledger. */
async function madeExport(deps: DataParts, { dataset, query, ...scope }: Making): Promise<MadeExport> {
  const { version } = await deps.engine.version(dataset);
  const file = await deps.engine.exported(dataset, query, scope);
  try {
    const { records, ids, bytes, nextCursor: cursor } = file;
    const { format, sampleOnly } = scope;
    if (!sampleOnly) await metering(() => deps.ledger.putManifest(recordsHash(ids), ids));
    const id = await deps.exports.keep(file);
    const fileName = `${dataset.id}.${format}.gz`;
    const stored = { id, fileName, format, records, bytes, ...(cursor !== undefined && { cursor }) };
    const isSame = version === (await deps.engine.version(dataset)).version;
    return { stored, ids, ...(isSame && { version }) };
  } finally {
    await rm(file.path, { force: true });
  }
}
