import { crc32 } from 'node:zlib';
import { deleteObject, getObject, putObject, putRetention } from './locked-objects.ts';
import { type DefaultRetention, type LockedBucket, presentObjects } from './object-versions.ts';
import { element, type S3Answer, type S3Request, s3Error, textIn, xmlAnswer } from './s3-answer.ts';

/** Buckets with object lock, which the stand-in for S3 does not have. */
export type LockedBuckets = {
  /** Answers a request about such a bucket, or one that creates it. Null: the stand-in answers itself. */
  answer(request: S3Request): S3Answer | null;
};

/** Locks end by the local clock. Source: Amazon S3 API Reference and User Guide, "Locking objects with Object Lock". */
export function lockedBuckets(now: () => Date): LockedBuckets {
  const buckets = new Map<string, LockedBucket>();
  return {
    answer(request) {
      const bucket = buckets.get(request.bucket);
      const isNew = request.header('x-amz-bucket-object-lock-enabled') === 'true';
      if (!bucket && request.method === 'PUT' && request.key === '' && isNew) {
        buckets.set(request.bucket, { defaultRetention: null, versions: [] });
        return { status: 200, headers: { location: `/${request.bucket}` } };
      }
      if (!bucket) return null;
      if (request.key !== '') return ofObject(bucket, request, now());
      if (request.method === 'DELETE' && bucket.versions.length === 0) buckets.delete(request.bucket);
      return ofBucket(bucket, request);
    },
  };
}

function ofObject(bucket: LockedBucket, request: S3Request, now: Date): S3Answer {
  const { method, query } = request;
  if (method === 'PUT' && query.has('retention')) return putRetention(bucket, request, now);
  if (method === 'PUT') return spoilt(request) ?? putObject(bucket, request, now);
  if (method === 'DELETE') return deleteObject(bucket, request, now);
  if (method === 'GET' || method === 'HEAD') return getObject(bucket, request);
  return notImplemented(request);
}

/** A body that is not the one of its checksum. Source: Amazon S3 User Guide, "Checking object integrity". */
function spoilt({ header, body }: S3Request): S3Answer | null {
  const said = header('x-amz-checksum-crc32');
  const found = Buffer.alloc(4);
  found.writeUInt32BE(crc32(body));
  if (said === undefined || said === found.toString('base64')) return null;
  return s3Error(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
}

function ofBucket(bucket: LockedBucket, request: S3Request): S3Answer {
  const { method, query } = request;
  if (query.has('object-lock')) return method === 'PUT' ? setDefault(bucket, request) : showDefault(bucket);
  if (query.has('versioning') && method === 'PUT')
    return s3Error(409, 'InvalidBucketState', 'An Object Lock configuration is present on this bucket.');
  if (query.has('versions') && method === 'GET') return listVersions(bucket, request);
  if (method === 'GET') return listObjects(bucket, request);
  if (method === 'HEAD') return { status: 200 };
  if (method === 'PUT') return s3Error(409, 'BucketAlreadyOwnedByYou', 'You own this bucket already.');
  if (method !== 'DELETE') return notImplemented(request);
  if (bucket.versions.length === 0) return { status: 204 };
  return s3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty. You must delete all versions.');
}

/** Source: Amazon S3 API Reference, PutObjectLockConfiguration: a mode, and days or years but not both. */
function setDefault(bucket: LockedBucket, { body }: S3Request): S3Answer {
  const xml = body.toString('utf8');
  const [mode, days, years] = ['Mode', 'Days', 'Years'].map((name) => textIn(xml, name));
  const isMode = mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
  if (xml.includes('<Rule>') && (!isMode || (days === undefined) === (years === undefined)))
    return s3Error(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  bucket.defaultRetention = isMode ? { mode, days: days === undefined ? Number(years) * 365 : Number(days) } : null;
  return { status: 200 };
}

function showDefault({ defaultRetention }: LockedBucket): S3Answer {
  const rule = ({ mode, days }: DefaultRetention) =>
    `<Rule><DefaultRetention>${element('Mode', mode)}${element('Days', String(days))}</DefaultRetention></Rule>`;
  const inner = `${element('ObjectLockEnabled', 'Enabled')}${defaultRetention ? rule(defaultRetention) : ''}`;
  return xmlAnswer(`<ObjectLockConfiguration>${inner}</ObjectLockConfiguration>`);
}

function listObjects(bucket: LockedBucket, { bucket: name, query }: S3Request): S3Answer {
  const found = presentObjects(bucket).filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
  const contents = found.map(
    ({ key, at, etag, body }) =>
      `<Contents>${element('Key', key)}${element('LastModified', at.toISOString())}${element('ETag', etag)}${element('Size', String(body?.length ?? 0))}</Contents>`,
  );
  const head = `${element('Name', name)}${element('KeyCount', String(found.length))}${element('IsTruncated', 'false')}`;
  return xmlAnswer(`<ListBucketResult>${head}${contents.join('')}</ListBucketResult>`);
}

function listVersions({ versions }: LockedBucket, { bucket: name, query }: S3Request): S3Answer {
  const found = versions.filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
  const entries = found.map(({ id, key, at, body }, i) => {
    const isLatest = found.findIndex((each) => each.key === key) === i;
    const kind = body ? 'Version' : 'DeleteMarker';
    return `<${kind}>${element('Key', key)}${element('VersionId', id)}${element('IsLatest', String(isLatest))}${element('LastModified', at.toISOString())}</${kind}>`;
  });
  const head = `${element('Name', name)}${element('IsTruncated', 'false')}`;
  return xmlAnswer(`<ListVersionsResult>${head}${entries.join('')}</ListVersionsResult>`);
}

const notImplemented = ({ method, query }: S3Request): S3Answer =>
  s3Error(501, 'NotImplemented', `The local S3 does not know ${method} ?${query} of a bucket with object lock.`);
