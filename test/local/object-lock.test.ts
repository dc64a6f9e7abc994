/**
 * The stand-in for S3 refuses as S3 does, rule by rule, with the SDK's client. Each test names the page of its rule in brackets.
 *
 * Lock is "Locking objects with Object Lock" of the Amazon S3 User Guide. Considerations is "Object Lock considerations".
 * Conditional is "Conditional writes". Markers is "Working with delete markers".
 * Versions is "Deleting object versions from a versioning-enabled bucket".
 * Put, retention, configuration and bucket are PutObject, PutObjectRetention, PutObjectLockConfiguration and DeleteBucket of the API Reference.
 */
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ObjectLockRetentionMode,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../local/aws/clients.ts';
import { startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';

const start = new Date('2026-12-02T10:00:00.000Z');
const days = (count: number) => new Date(start.getTime() + count * 86_400_000);
const Bucket = 'evidence';

/** A bucket with object lock and a default retention of ten days, and one without. */
async function newBuckets(Mode: ObjectLockRetentionMode = 'GOVERNANCE') {
  const state = { now: start };
  const stand = await startQueuesAndBuckets(() => state.now);
  const s3 = new S3Client({ ...localAws, endpoint: stand.endpoint, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(async () => {
    s3.destroy();
    await stand.stop();
  });
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
  const ObjectLockConfiguration = {
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode, Days: 10 } },
  } as const;
  await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  const put = (Body: string, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'hours/1', Body, ...more }));
  const get = async (VersionId?: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'hours/1', VersionId }));
    return Body?.transformToString();
  };
  const remove = (VersionId?: string, BypassGovernanceRetention?: boolean) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key: 'hours/1', VersionId, BypassGovernanceRetention }));
  return { state, s3, put, get, remove, endpoint: stand.endpoint };
}

const refusal = (name: string, status: number) => ({
  name,
  $metadata: expect.objectContaining({ httpStatusCode: status }),
});

test('[configuration] a bucket with object lock tells its default retention; an object gets it from its creation on', async () => {
  const { s3, put } = await newBuckets();
  const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
  expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toMatchObject({ Mode: 'GOVERNANCE', Days: 10 });
  const { VersionId } = await put('one');
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'hours/1' }));
  expect(head).toMatchObject({ VersionId, ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: days(10) });
});

test('[configuration] a rule has days or years, and not both', async () => {
  const { s3 } = await newBuckets();
  const both = { Mode: 'GOVERNANCE', Days: 1, Years: 1 } as const;
  const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: both } } as const;
  const command = new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration });
  await expect(s3.send(command)).rejects.toMatchObject(refusal('MalformedXML', 400));
});

test('[considerations] versioning of such a bucket cannot be suspended', async () => {
  const { s3 } = await newBuckets();
  const command = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
  await expect(s3.send(command)).rejects.toMatchObject(refusal('InvalidBucketState', 409));
});

test('[lock] a put over an object adds a version, and the locked one stays as it was', async () => {
  const { put, get } = await newBuckets();
  const { VersionId } = await put('one');
  await put('two');
  expect([await get(), await get(VersionId)]).toEqual(['two', 'one']);
});

test.each(['GOVERNANCE', 'COMPLIANCE'] as const)(
  '[lock] in %s mode a version under retention is not deleted, and after it it is',
  async (mode) => {
    const { state, put, get, remove } = await newBuckets(mode);
    const { VersionId } = await put('one');
    await expect(remove(VersionId)).rejects.toMatchObject(refusal('AccessDenied', 403));
    expect(await get()).toBe('one');
    state.now = days(10);
    await remove(VersionId);
    await expect(get()).rejects.toMatchObject(refusal('NoSuchKey', 404));
  },
);

test('[lock] the header that bypasses governance deletes in governance mode, and does nothing in compliance mode', async () => {
  const lax = await newBuckets('GOVERNANCE');
  await lax.remove((await lax.put('one')).VersionId, true);
  await expect(lax.get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  const strict = await newBuckets('COMPLIANCE');
  const { VersionId } = await strict.put('one');
  await expect(strict.remove(VersionId, true)).rejects.toMatchObject(refusal('AccessDenied', 403));
});

test('[markers] a delete without a version adds a marker, which hides the object and may itself be deleted', async () => {
  const { s3, put, get, remove } = await newBuckets('COMPLIANCE');
  const { VersionId } = await put('one');
  const { DeleteMarker, VersionId: marker } = await remove();
  expect(DeleteMarker).toBe(true);
  await expect(get()).rejects.toMatchObject(refusal('NoSuchKey', 404));
  await expect(get(marker)).rejects.toMatchObject(refusal('MethodNotAllowed', 405));
  expect(await get(VersionId)).toBe('one');
  const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(Versions).toMatchObject([{ VersionId, IsLatest: false }]);
  expect(DeleteMarkers).toMatchObject([{ VersionId: marker, IsLatest: true }]);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).toEqual([]);
  await remove(marker);
  expect(await get()).toBe('one');
});

test('[versions] deleting a version that is not there succeeds', async () => {
  const { remove } = await newBuckets();
  await remove('no-such-version');
});

test('[retention] a lock may be made longer by anybody, and shorter by a bypass of governance alone', async () => {
  for (const [mode, bypass, isShorter] of [
    ['GOVERNANCE', false, false],
    ['GOVERNANCE', true, true],
    ['COMPLIANCE', true, false],
  ] as const) {
    const { s3, put } = await newBuckets(mode);
    const { VersionId } = await put('one');
    const relock = (until: Date) =>
      s3.send(
        new PutObjectRetentionCommand({
          ...{ Bucket, Key: 'hours/1', VersionId, BypassGovernanceRetention: bypass },
          Retention: { Mode: mode, RetainUntilDate: until },
        }),
      );
    const lockedUntil = async () =>
      (await s3.send(new HeadObjectCommand({ Bucket, Key: 'hours/1' }))).ObjectLockRetainUntilDate;
    await relock(days(20));
    expect(await lockedUntil()).toEqual(days(20));
    if (isShorter) await relock(days(1));
    else await expect(relock(days(1))).rejects.toMatchObject(refusal('AccessDenied', 403));
    expect(await lockedUntil()).toEqual(isShorter ? days(1) : days(20));
  }
});

test('[put] a version takes the lock that its put names, in place of the default', async () => {
  const { s3, put } = await newBuckets();
  await put('one', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: days(3) });
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'hours/1' }));
  expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: days(3) });
});

test('[put] a put under a lock needs a checksum, which the SDK sends, and another checksum is refused', async () => {
  const { endpoint } = await newBuckets();
  const url = `${endpoint}/${Bucket}/hours/1`;
  const bare = await fetch(url, { method: 'PUT', body: 'one' });
  expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('<Code>InvalidRequest</Code>')]);
  const wrong = await fetch(url, { method: 'PUT', body: 'one', headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('<Code>BadDigest</Code>')]);
});

test.each([Bucket, 'plain'])(
  '[conditional] in the bucket %s, If-None-Match: * puts where no object is, and else gets 412 and changes nothing',
  async (name) => {
    const { s3, put } = await newBuckets();
    const textOf = async () =>
      (await s3.send(new GetObjectCommand({ Bucket: name, Key: 'hours/1' }))).Body?.transformToString();
    const isNew = { Bucket: name, IfNoneMatch: '*' };
    await put('one', isNew);
    await expect(put('two', isNew)).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    expect(await textOf()).toBe('one');
    await s3.send(new DeleteObjectCommand({ Bucket: name, Key: 'hours/1' }));
    await put('three', isNew);
    expect(await textOf()).toBe('three');
  },
);

test('[conditional] If-Match puts over the object of this tag, and gets 412 for another and 404 for none', async () => {
  const { put } = await newBuckets();
  const { ETag } = await put('one', { Bucket: 'plain' });
  const { ETag: next } = await put('two', { Bucket: 'plain', IfMatch: ETag });
  await expect(put('three', { Bucket: 'plain', IfMatch: ETag })).rejects.toMatchObject(
    refusal('PreconditionFailed', 412),
  );
  await expect(put('four', { Bucket: 'plain', Key: 'other', IfMatch: next })).rejects.toMatchObject(
    refusal('NoSuchKey', 404),
  );
});

test('a part of an object is read by its bytes', async () => {
  const { s3, put } = await newBuckets();
  await put('0123456789');
  const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'hours/1', Range: 'bytes=2-4' }));
  expect([await Body?.transformToString(), ContentRange]).toEqual(['234', 'bytes 2-4/10']);
});

test('[bucket] a bucket with versions is not deleted', async () => {
  const { s3, put, remove } = await newBuckets();
  const { VersionId } = await put('one');
  await remove();
  await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject(refusal('BucketNotEmpty', 409));
  const { DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  await remove(DeleteMarkers?.[0]?.VersionId);
  await remove(VersionId, true);
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await expect(s3.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toThrow();
});
