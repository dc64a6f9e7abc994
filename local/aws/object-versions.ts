import { createHash, randomBytes } from 'node:crypto';

/** How long a version is locked, and against whom. Source: Amazon S3 User Guide, "Locking objects with Object Lock". */
export type Retention = { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly until: Date };
/** The lock that a bucket gives each new version. */
export type DefaultRetention = { readonly mode: Retention['mode']; readonly days: number };

/** A version of an object, or a marker that stands for a deletion. */
export type ObjectVersion = {
  readonly id: string;
  readonly key: string;
  readonly at: Date;
  readonly etag: string;
  /** Null: a delete marker. */
  readonly body: Buffer | null;
  readonly contentType: string;
  readonly retention: Retention | null;
};

/** A bucket with object lock: every write adds a version. */
export type LockedBucket = {
  defaultRetention: DefaultRetention | null;
  /** Newest first. */
  readonly versions: ObjectVersion[];
};

const dayMs = 86_400_000;

/** Adds a version; null as a body adds a delete marker, which is never locked. */
export function addVersion(
  bucket: LockedBucket,
  {
    key,
    body,
    contentType = 'binary/octet-stream',
    retention,
  }: Pick<ObjectVersion, 'key' | 'body'> & {
    readonly contentType?: string | undefined;
    readonly retention?: Retention | undefined;
  },
  now: Date,
): ObjectVersion {
  const { defaultRetention: usual } = bucket;
  const usualLock = usual && { mode: usual.mode, until: new Date(now.getTime() + usual.days * dayMs) };
  const etag = `"${createHash('md5')
    .update(body ?? '')
    .digest('hex')}"`;
  const id = randomBytes(24).toString('base64url');
  const version = { id, key, at: now, etag, body, contentType, retention: body ? (retention ?? usualLock) : null };
  bucket.versions.unshift(version);
  return version;
}

/** The version of this id; without one the newest. */
export const versionOf = ({ versions }: LockedBucket, key: string, id?: string): ObjectVersion | undefined =>
  versions.find((each) => each.key === key && (id === undefined || each.id === id));

/** The newest version of each object that is not deleted, by key. */
export function presentObjects({ versions }: LockedBucket): ObjectVersion[] {
  const newest = new Map<string, ObjectVersion>();
  for (const version of versions) if (!newest.has(version.key)) newest.set(version.key, version);
  return [...newest.values()].filter(({ body }) => body).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether a version may not be deleted, or its lock not shortened, by this request. Nobody gets past compliance mode. */
export const isLocked = (
  { retention }: ObjectVersion,
  { now, bypassesGovernance }: { readonly now: Date; readonly bypassesGovernance: boolean },
): boolean => retention !== null && retention.until > now && (retention.mode === 'COMPLIANCE' || !bypassesGovernance);

/** Takes a version away for good. */
export function removeVersion({ versions }: LockedBucket, version: ObjectVersion): void {
  versions.splice(versions.indexOf(version), 1);
}

/** Replaces the lock of a version. */
export function relock({ versions }: LockedBucket, version: ObjectVersion, retention: Retention): void {
  versions[versions.indexOf(version)] = { ...version, retention };
}
