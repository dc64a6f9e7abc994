import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type EvidenceObjects, EvidenceUnavailable } from './evidence-objects.ts';

/** The name is taken. Source: Amazon S3 User Guide, "Conditional writes". */
const taken = ['PreconditionFailed'];
/** Without the right to list, S3 would answer AccessDenied. Source: Amazon S3 API Reference, GetObject. */
const missing = ['NoSuchKey', 'NotFound'];

const isNamed = (error: unknown, names: readonly string[]) => error instanceof Error && names.includes(error.name);

/** Objects in a bucket with object lock, which keeps every version for its time. The SDK adds the checksum that such a bucket asks for. */
export const s3EvidenceObjects = (s3: Pick<S3Client, 'send'>, bucket: string): EvidenceObjects => ({
  async putNew(name, bytes) {
    try {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (isNamed(error, taken)) return false;
      throw new EvidenceUnavailable(error);
    }
  },
  async get(name, range) {
    const Range = range && `bytes=${range.offset}-${range.offset + range.length - 1}`;
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: name, ...(Range && { Range }) }));
      if (!Body) throw new Error(`The object ${name} has no body`);
      return await Body.transformToByteArray();
    } catch (error) {
      if (isNamed(error, missing)) return null;
      throw new EvidenceUnavailable(error);
    }
  },
});
