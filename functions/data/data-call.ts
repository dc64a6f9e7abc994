import { weightOf } from '../../shared/domain/access/weights.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { deprecationsOf } from '../../shared/domain/catalog/deprecation.ts';
import { datasetOf } from '../../shared/domain/catalog/look-up.ts';
import { found } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { versionOf } from '../../shared/services/datasets/version.ts';
import { inBillingUnits } from './billing-units.ts';
import { callerOf, type DataCaller } from './caller.ts';
import type { DataParts } from './deps.ts';
import type { DataCall, MeteredRead } from './metered-call.ts';

/** Parses the request into the read that a route offers. @throws AppError 400 for a mistake in it */
export type PrepareRead = (dataset: Dataset, caller: DataCaller) => MeteredRead;

/**
 * The read that a request asks for: its caller, dataset, version and weight.
 * @throws AppError 400, 401, 404, 503 `metering_unavailable`
 */
export async function dataCallOf(deps: DataParts, request: ApiRequest, prepare: PrepareRead): Promise<DataCall> {
  const version = versionOf(request);
  const caller = await callerOf(deps, request);
  const dataset = found(
    datasetOf(deps.catalog, request.params.dataset ?? ''),
    `The dataset "${shown(request.params.dataset)}"`,
  );
  const read = inBillingUnits(caller.entitlement.unit, prepare(dataset, caller));
  const kind = read.kind ?? 'records';
  const deprecations = deprecationsOf(deps.catalog, { dataset, version, query: request.query, kind });
  const weight = weightOf(caller.limits.weights, { kind, id: dataset.id });
  return { request, caller, dataset, version, deprecations, read, weight };
}

const shown = (text = ''): string => text.slice(0, 60);
