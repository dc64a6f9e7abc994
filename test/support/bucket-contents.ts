/** Everything that a bucket has: its objects by key, headers, metadata and unpacked bytes. */
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/** One object's place, and all that it says as one text. */
type BucketText = { readonly key: string; readonly text: string };

const gzip = Buffer.from([0x1f, 0x8b]);
const unpacked = (bytes: Buffer): Buffer => (bytes.subarray(0, 2).equals(gzip) ? gunzipSync(bytes) : bytes);

/** The texts of all objects of a bucket. */
export async function bucketTexts(s3: S3Client, bucket: string): Promise<readonly BucketText[]> {
  const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  if (IsTruncated) throw new Error('This bucket has more objects than one page');
  const texts: BucketText[] = [];
  for (const { Key: key = '' } of Contents) {
    const { Body, $metadata: _, ...headers } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const bytes = unpacked(Buffer.from((await Body?.transformToByteArray()) ?? []));
    texts.push({ key, text: [key, JSON.stringify(headers), bytes.toString()].join('\n') });
  }
  return texts;
}
