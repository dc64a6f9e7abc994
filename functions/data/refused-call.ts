import type { DenialReason } from '../../shared/domain/access/denial.ts';
import { datasetOf } from '../../shared/domain/catalog/look-up.ts';
import type { AppError } from '../../shared/errors.ts';
import { deniedError } from '../../shared/http/denied.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Caller } from '../../shared/services/metering/caller.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import type { DataDeps } from './deps.ts';

/** A call of a known key that is refused before it asks for units. */
type RefusedCall = {
  readonly caller: Pick<Caller, 'key'>;
  readonly request: ApiRequest;
  readonly reason: DenialReason;
  readonly retryAfterMs?: number;
};

/** The log's word for a call of no dataset, such as one for usage. */
const noDataset = '-';

/** The refusal as the answer, noted in the log of refused calls as those that admission refuses are. */
export function refusedCall(
  { refused, catalog, now }: Pick<DataDeps, 'refused' | 'catalog' | 'now'>,
  { caller, request, reason, retryAfterMs }: RefusedCall,
): AppError {
  const { accountId, id: keyId, app } = caller.key;
  const dataset = datasetOf(catalog, request.params.dataset ?? '')?.id ?? noDataset;
  const { address } = request;
  refused.note({ at: now().toISOString(), accountId, keyId, app, dataset, reason, query: queryText(request), address });
  return deniedError(reason, { ...(retryAfterMs !== undefined && { retryAfterMs }) });
}
