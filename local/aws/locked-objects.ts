import {
  addVersion,
  isLocked,
  type LockedBucket,
  type ObjectVersion,
  type Retention,
  relock,
  removeVersion,
  versionOf,
} from './object-versions.ts';
import { type S3Answer, type S3Request, s3Error, textIn } from './s3-answer.ts';

const noSuchKey = s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
const noSuchVersion = s3Error(404, 'NoSuchVersion', 'The specified version does not exist.');
const denied = s3Error(403, 'AccessDenied', 'Access Denied because object protected by object lock.');

/** Source: Amazon S3 API Reference, PutObject; User Guide, "Conditional writes". */
export function putObject(bucket: LockedBucket, { key, header, body }: S3Request, now: Date): S3Answer {
  const retention = retentionIn(header('x-amz-object-lock-mode'), header('x-amz-object-lock-retain-until-date'));
  if (retention === 'invalid') return s3Error(400, 'InvalidArgument', 'The retain until date or the mode is invalid.');
  const hasChecksum = header('content-md5') ?? header('x-amz-checksum-crc32') ?? header('x-amz-sdk-checksum-algorithm');
  if ((retention || bucket.defaultRetention) && hasChecksum === undefined)
    return s3Error(400, 'InvalidRequest', 'Content-MD5 OR x-amz-checksum- HTTP header is required with Object Lock.');
  if (header('if-none-match') === '*' && versionOf(bucket, key)?.body)
    return s3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  const contentType = header('content-type');
  const version = addVersion(bucket, { key, body, contentType, ...(retention && { retention }) }, now);
  return { status: 200, headers: { etag: version.etag, 'x-amz-version-id': version.id } };
}

function retentionIn(mode?: string, until?: string): Retention | undefined | 'invalid' {
  if (mode === undefined && until === undefined) return undefined;
  const date = new Date(until ?? '');
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || Number.isNaN(date.getTime())) return 'invalid';
  return { mode, until: date };
}

/** Source: Amazon S3 API Reference, GetObject and HeadObject; User Guide, "Working with delete markers". */
export function getObject(bucket: LockedBucket, { method, key, query, header }: S3Request): S3Answer {
  const id = query.get('versionId') ?? undefined;
  const version = versionOf(bucket, key, id);
  if (!version) return id === undefined ? noSuchKey : noSuchVersion;
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.id };
  if (!version.body && id === undefined) return { ...noSuchKey, headers: { ...noSuchKey.headers, ...marker } };
  if (!version.body) return { ...s3Error(405, 'MethodNotAllowed', 'It is a delete marker.'), headers: marker };
  const { status, body, headers } = rangeOf(version.body, header('range'));
  return { status, headers: { ...headersOf(version), ...headers }, ...(method === 'GET' ? { body } : {}) };
}

function rangeOf(body: Buffer, range?: string) {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const whole = { status: 200, body, headers: { 'content-length': String(body.length) } };
  if (first === undefined || last === undefined) return whole;
  const part = body.subarray(Number(first), Number(last) + 1);
  const contentRange = `bytes ${first}-${Number(first) + part.length - 1}/${body.length}`;
  return { status: 206, body: part, headers: { 'content-range': contentRange, 'content-length': String(part.length) } };
}

const headersOf = ({ id, at, etag, contentType, retention }: ObjectVersion): Record<string, string> => ({
  'content-type': contentType,
  etag,
  'last-modified': at.toUTCString(),
  'x-amz-version-id': id,
  ...(retention && {
    'x-amz-object-lock-mode': retention.mode,
    'x-amz-object-lock-retain-until-date': retention.until.toISOString(),
  }),
});

/** Without a version it adds a marker. Source: Amazon S3 User Guide, "Deleting object versions from a versioning-enabled bucket". */
export function deleteObject(bucket: LockedBucket, { key, query, header }: S3Request, now: Date): S3Answer {
  const id = query.get('versionId');
  if (id === null) {
    const marker = addVersion(bucket, { key, body: null }, now);
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id } };
  }
  const version = versionOf(bucket, key, id);
  if (!version) return { status: 204 };
  if (isLocked(version, { now, bypassesGovernance: bypasses(header) })) return denied;
  removeVersion(bucket, version);
  return { status: 204, headers: { 'x-amz-version-id': id } };
}

const bypasses = (header: S3Request['header']) => header('x-amz-bypass-governance-retention') === 'true';

/** A lock may be made longer by anybody with the right to set it. Source: Amazon S3 API Reference, PutObjectRetention. */
export function putRetention(bucket: LockedBucket, { key, query, header, body }: S3Request, now: Date): S3Answer {
  const version = versionOf(bucket, key, query.get('versionId') ?? undefined);
  if (!version?.body) return noSuchKey;
  const xml = body.toString('utf8');
  const wanted = retentionIn(textIn(xml, 'Mode'), textIn(xml, 'RetainUntilDate'));
  if (wanted === undefined || wanted === 'invalid')
    return s3Error(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  const { retention } = version;
  const isWeaker = retention && (wanted.until < retention.until || wanted.mode !== retention.mode);
  if (isWeaker && isLocked(version, { now, bypassesGovernance: bypasses(header) })) return denied;
  relock(bucket, version, wanted);
  return { status: 200 };
}
