import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PublicDataset } from '../domain/datasets/public-dataset.ts';
import type { DatasetStatus, ServiceStatus } from '../domain/status/service-status.ts';
import { isGone, publicKey } from './public-files.ts';

const statusKey = 'public/status.json';

/** The file with the state of the service, beside the public files of datasets. */
export const statusFileIn = (s3: S3Client, bucket: string) => ({
  /** The published status and its tag; null where there is none, or none that can be understood. */
  async read(): Promise<{ readonly status: ServiceStatus; readonly tag: string | undefined } | null> {
    try {
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: statusKey }));
      return { status: JSON.parse((await Body?.transformToString()) ?? '') as ServiceStatus, tag: ETag };
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  },
  /** Replaces the file that `tag` names. S3 refuses (`PreconditionFailed`) where another took its place. */
  async write(status: ServiceStatus, tag: string | undefined): Promise<void> {
    const object = { Bucket: bucket, Key: statusKey, Body: JSON.stringify(status), ContentType: 'application/json' };
    const condition = tag === undefined ? { IfNoneMatch: '*' } : { IfMatch: tag };
    await s3.send(new PutObjectCommand({ ...object, ...condition, CacheControl: 'public, max-age=30' }));
  },
});

/** How fresh each dataset is, by its published facts; nulls where it has none, or they cannot be read. */
export const freshnessIn =
  (s3: S3Client, bucket: string) =>
  async (datasetId: string): Promise<DatasetStatus> => {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: publicKey(datasetId) })).catch(() => null);
    const text = await object?.Body?.transformToString();
    if (!text) return { id: datasetId, publishedAt: null, records: null, newestDay: null };
    const { publishedAt, records, days } = JSON.parse(text) as PublicDataset;
    return { id: datasetId, publishedAt, records, newestDay: days.at(-1)?.day ?? null };
  };
