import type { LedgerCall, RecordsRead } from '../../domain/evidence/entry.ts';

/** An entry in the ledger, for the answer to its call. */
export type Noted = {
  /** The value of `Tollgate-Receipt`. It is signed when it is asked for. */
  receipt(): string;
};

/** A served call as its function knows it. The rest follows from its caller. */
export type ServedCall = Pick<LedgerCall, 'kind' | 'query' | 'address' | 'datasetVersion' | 'bytes' | 'signed'> & {
  /** The ids of the served records, where the answer has records. */
  readonly ids?: readonly string[] | undefined;
  /** The served records whose ids lie elsewhere, as in the manifest of an export. */
  readonly records?: RecordsRead | undefined;
};

/** The key of an instance: 32 bytes of Ed25519, base64url, and since when. */
export type InstanceKey = { readonly instance: string; readonly publicKey: string; readonly at: string };

/** The stores of the ledger. */
export type LedgerStores = {
  /**
   * Stores the detail of a segment as an object, before its segment. The same bytes may be stored again.
   * @throws StorageUnavailable
   */
  putDetail(instance: string, segment: number, bytes: Uint8Array): Promise<void>;
  /**
   * Stores the ids of an export's records, one a line, under their SHA-256 (hex).
   * @throws StorageUnavailable
   */
  putManifest(sha256: string, ids: readonly string[]): Promise<void>;
  /**
   * Has KMS certify the key of an instance, and publishes the certificate.
   * @throws Error; it may be asked again
   */
  certify(key: InstanceKey): Promise<void>;
};
