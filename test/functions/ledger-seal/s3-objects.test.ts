/** The port of the evidence bucket over S3's client, before the stand-in, and before a bucket that is away. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import { detailObject, type EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import { s3EvidenceObjects } from '../../../shared/evidence-store/s3-evidence-objects.ts';
import { memoryObjects } from '../../support/evidence/memory-objects.ts';

async function overStandIn(): Promise<EvidenceObjects> {
  const stand = await startQueuesAndBuckets();
  const s3 = new S3Client({ ...localAws, endpoint: stand.endpoint, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(async () => {
    s3.destroy();
    await stand.stop();
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'evidence', ObjectLockEnabledForBucket: true }));
  return s3EvidenceObjects(s3, 'evidence');
}

test.each([
  ['S3', overStandIn],
  ['memory', async () => memoryObjects()],
])('over %s a name is taken once, and its object is read whole or in part', async (_, make) => {
  const objects = await make();
  const name = detailObject('AbCd1234', 7);
  expect(name).toBe('detail/AbCd1234/7.ndjson.gz');
  expect(await objects.get(name)).toBeNull();
  expect(await objects.putNew(name, Buffer.from('0123456789'))).toBe(true);
  expect(await objects.putNew(name, Buffer.from('others'))).toBe(false);
  expect(Buffer.from((await objects.get(name))!).toString()).toBe('0123456789');
  expect(Buffer.from((await objects.get(name, { offset: 3, length: 4 }))!).toString()).toBe('3456');
});

test('a bucket that does not answer, or refuses, is no missing object', async () => {
  const away = s3EvidenceObjects(
    { send: () => Promise.reject(new Error('connect ECONNREFUSED')) } as never,
    'evidence',
  );
  await expect(away.get('hours/1')).rejects.toMatchObject({ code: 'unavailable', status: 503 });
  await expect(away.putNew('hours/1', Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
});
