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
    at: new Date(at).toISOString(),
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
