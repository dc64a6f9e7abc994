import type { SignedRequest } from '../../shared/domain/evidence/entry.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { ReadOutcome } from '../../shared/services/datasets/dataset-answer.ts';
import type { ServedCall } from '../../shared/services/metering/ledger-port.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';

/** A served read for the ledger; undefined if the client had the answer already. */
export function servedCallOf(
  request: ApiRequest,
  outcome: ReadOutcome,
  signed: SignedRequest | undefined,
): ServedCall | undefined {
  const { answer, ids, exported, version, isReplay } = outcome;
  if (isReplay || answer.status === 304) return undefined;
  return {
    kind: 'read',
    query: queryText(request, signed),
    signed,
    address: request.address,
    datasetVersion: version,
    bytes: exported?.bytes ?? Buffer.byteLength(answer.body ?? ''),
    ...(exported ? { records: exported.records } : ids && { ids }),
  };
}
