import type { Catalog } from '../../domain/catalog/catalog.ts';
import { soldResource } from '../../domain/catalog/look-up.ts';
import { recordsHash } from '../../domain/evidence/entry.ts';
import { type Caller, useCaseIdOf } from './caller.ts';
import type { EnteredCall } from './calls-under-way.ts';
import type { ServedCall } from './ledger-port.ts';

type Ended = {
  readonly caller: Caller;
  readonly datasetId: string;
  readonly units: number;
  /** Epoch milliseconds. */
  readonly at: number;
};

/** The ledger's line of a served call: by whom, under which licence, and what was served. */
export function ledgerCallOf(
  catalog: Catalog,
  { caller, datasetId, units, at }: Ended,
  served: ServedCall,
): EnteredCall {
  const { key, account } = caller;
  const { kind, query, address, datasetVersion, bytes, signed, ids } = served;
  const { records = ids && { count: ids.length, sha256: recordsHash(ids) } } = served;
  const licence = soldResource(catalog, datasetId)?.licence ?? '';
  const call = {
    kind,
    query,
    address,
    datasetVersion,
    bytes,
    signed,
    at: timeTextOf(at),
    organization: key.accountId,
    key: key.id,
    app: key.app,
    useCase: useCaseIdOf(caller),
    dataset: datasetId,
    licence,
    licenceVersion: account.acceptedVersionOf(licence) ?? '',
    units,
    records,
  };
  return { call, ids };
}

let latest = { second: 0, start: '1970-01-01T00:00:00.' };

/** ISO-8601 UTC with milliseconds. The latest second is remembered: each served read asks, and a new text takes 0.3 µs. */
function timeTextOf(ms: number): string {
  const second = Math.floor(ms / 1_000);
  if (second !== latest.second) latest = { second, start: new Date(ms).toISOString().slice(0, 20) };
  return `${latest.start}${String(ms - second * 1_000).padStart(3, '0')}Z`;
}
