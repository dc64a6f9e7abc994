/** Answers to reads of datasets. */
import type { BadgeStateView } from './badges.ts';

/** A record of a dataset. @public */
export type RecordView = {
  /** Unique in the dataset, and the same in each of its versions. */
  id: string;
  /** A field of the dataset, by its name: a value of its type, or null. `GET /data` lists the fields with their types. */
  [field: string]: unknown;
};

/** The number of records in each bucket. */
export type CountsView = {
  data: {
    /** The start of the hour or day in UTC, or a value of the field. Null: the records without a value. */
    bucket: string | number | boolean | null;
    /** The number of records. */
    count: number;
  }[];
  /** There are more buckets than these. Absent where these are all. */
  truncated?: boolean;
};

/** The present states of badges, in the order of the request. */
export type BadgeStatesView = { data: BadgeStateView[] };

/** An export: one gzip file of records. */
export type StoredExportView = {
  /** The address of the file. It needs no key. */
  url: string;
  /** When the address stops working. */
  expiresAt: string;
  /** The lines of the file: JSON records, or CSV with a header. */
  format: 'ndjson' | 'csv';
  /** The records in the file. Each is charged. */
  records: number;
  /** The size of the file. */
  bytes: number;
  /** Where the following export begins, if there are more records. Absent where these are all. */
  cursor?: string;
};

/** A public key with which an organization signs requests. */
export type SigningKeyView = {
  /** The thumbprint of the key (RFC 8037). */
  id: string;
  /** 32 bytes of Ed25519, base64url. */
  publicKey: string;
  name: string;
  addedAt: string;
  /** When it was removed. Null: it is in force. */
  removedAt: string | null;
};

/** The signing keys of an organization. */
export type SigningKeysView = {
  data: SigningKeyView[];
  /** Whether unsigned reads with live keys are refused. */
  required: boolean;
};
