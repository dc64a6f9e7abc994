/** The port of the evidence bucket: objects that are written once. */
import { AppError } from '../errors.ts';

/** Part of an object: its first byte, and how many. */
export type ByteRange = { readonly offset: number; readonly length: number };

/** Objects of the ledger by their names. Both methods may throw `EvidenceUnavailable`. */
export interface EvidenceObjects {
  /** Stores bytes where no object has the name. False: one has it, and stays. */
  putNew(name: string, bytes: Uint8Array): Promise<boolean>;
  /** An object or part of it; null where there is none. */
  get(name: string, range?: ByteRange): Promise<Uint8Array | null>;
}

/** The bucket did not answer, or refused. The object may have been written. */
export class EvidenceUnavailable extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The evidence cannot be stored or read now. Try again in a minute.', { cause });
    this.name = 'EvidenceUnavailable';
  }
}

/** The object of a detail that is too large for its segment's item. */
export const detailObject = (instance: string, segment: number): string => `detail/${instance}/${segment}.ndjson.gz`;

/** The object with the ids of an export's records, one a line, by their SHA-256 (hex). */
export const manifestObject = (sha256: string): string => `detail/manifests/${sha256}.txt.gz`;

/** The object with the places of a statement, where they are too many to stand in it. `sha256` (hex) is over its lines. */
export const statementPlacesObject = (
  { organization, day }: { readonly organization: string; readonly day: string },
  sha256: string,
): string => `statements/${organization}/${day}-${sha256}.ndjson.gz`;
