import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import { type PackStore, packObject } from './pack-store.ts';

/** The bucket did not answer, or refused. */
class PackStoreUnavailable extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The pack cannot be stored or read now. Try again in a minute.', { cause });
    this.name = 'PackStoreUnavailable';
  }
}

const keptKey = (id: string, name: string): string => `packs/${id}/${name}`;

const isNamed = (error: unknown, ...names: string[]) => error instanceof Error && names.includes(error.name);

/**
 * Packs under `packs/` of a bucket, whose lifecycle removes them, and uploads that nobody ends. The zip is a multipart upload, so that a run goes on
 * where another stopped.
 */
export function s3PackStore(s3: Pick<S3Client, 'send'>, bucket: string): PackStore {
  const trying = async <T>(make: () => Promise<T>): Promise<T> => {
    try {
      return await make();
    } catch (error) {
      throw new PackStoreUnavailable(error);
    }
  };
  const zipOf = (id: string) => ({ Bucket: bucket, Key: packObject(id) });
  const exists = async (id: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ ...zipOf(id), Range: 'bytes=0-0' }));
    await Body?.transformToByteArray();
  };
  return {
    begin: (id) =>
      trying(async () => {
        const made = await s3.send(new CreateMultipartUploadCommand({ ...zipOf(id), ContentType: 'application/zip' }));
        if (!made.UploadId) throw new Error('S3 named no upload');
        return made.UploadId;
      }),
    putPart: ({ id, upload: UploadId }, PartNumber, Body) =>
      trying(async () => {
        const { ETag } = await s3.send(new UploadPartCommand({ ...zipOf(id), UploadId, PartNumber, Body }));
        if (!ETag) throw new Error(`S3 gave no tag for part ${PartNumber}`);
        return ETag;
      }),
    complete: ({ id, upload: UploadId, tags }) =>
      trying(async () => {
        const Parts = tags.map((ETag, at) => ({ ETag, PartNumber: at + 1 }));
        const command = new CompleteMultipartUploadCommand({ ...zipOf(id), UploadId, MultipartUpload: { Parts } });
        try {
          await s3.send(command);
        } catch (error) {
          if (!isNamed(error, 'NoSuchUpload')) throw error;
          await exists(id);
        }
      }),
    keep: (id, name, Body) =>
      trying(async () => void (await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keptKey(id, name), Body })))),
    kept: (id, name) =>
      trying(async () => {
        try {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keptKey(id, name) }));
          return (await Body?.transformToByteArray()) ?? null;
        } catch (error) {
          if (isNamed(error, 'NoSuchKey', 'NotFound')) return null;
          throw error;
        }
      }),
  };
}
