import type { SignedRequest } from '../../shared/domain/evidence/entry.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { ServedCall } from '../../shared/services/metering/ledger-port.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';

type Forwarded = { readonly request: ApiRequest; readonly signed: SignedRequest | undefined };

/** A forwarded call for the ledger; undefined if it cost nothing: the upstream failed, or the caller had its answer already. */
export function forwardedCallOf({ request, signed }: Forwarded, answer: Answer, units: number): ServedCall | undefined {
  if (units === 0) return undefined;
  const bytes = Buffer.byteLength(answer.body ?? '');
  return { kind: 'read', query: queryText(request, signed), address: request.address, bytes, signed };
}
