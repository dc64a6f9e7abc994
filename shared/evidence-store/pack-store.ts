/** The port of the place where packs are made and fetched. */

/** A zip that is stored part by part. `upload`: its name until all parts are there. `tags`: one for each part that is stored, in order. */
export type PackUpload = { readonly id: string; readonly upload: string; readonly tags: readonly string[] };

/** Packs by the ids of their orders. Every method may throw `PackStoreUnavailable`. */
export interface PackStore {
  /** Begins a zip, and answers the name of its upload. */
  begin(id: string): Promise<string>;
  /** Stores a part in place of one of the same number, and answers its tag. Numbers begin with 1. All but the last have `minPartBytes` at least. */
  putPart(of: Omit<PackUpload, 'tags'>, number: number, bytes: Uint8Array): Promise<string>;
  /** Makes one zip of the parts; done again it changes nothing. */
  complete(upload: PackUpload): Promise<void>;
  /** Keeps bytes that a later run needs, under a name of the order's own. */
  keep(id: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Bytes that were kept; null where there are none. */
  kept(id: string, name: string): Promise<Uint8Array | null>;
}

/** Where whoever ordered a pack fetches it. */
export interface PackAddresses {
  /** `url` lets whoever has it read the zip, as `fileName`, until `expiresAt` (ISO-8601 UTC). */
  address(id: string, fileName: string): Promise<{ readonly url: string; readonly expiresAt: string }>;
}

/** The object of a pack's zip, by the id of its order. */
export const packObject = (id: string): string => `packs/${id}.zip`;

/** The least that a part may have, the last one aside. Source: Amazon S3 User Guide, "Multipart upload limits": 5 MiB, and 10,000 parts. */
export const minPartBytes = 5 * 1_024 * 1_024;
