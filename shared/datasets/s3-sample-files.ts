import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PublicSample } from '../domain/datasets/public-dataset.ts';
import { isGone, sampleKey } from './public-files.ts';
import { DatasetUnavailable } from './query-engine.ts';
import type { SampleFiles } from './sample-engine.ts';

/** Options of the sample files in S3. */
export type S3SampleFilesOptions = {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucket: string;
  readonly now: () => Date;
  /** Hears why a newer version could not be had, where the one at hand is served on. */
  readonly onStale: (datasetId: string, error: unknown) => void;
  /** How old a read file may be. */
  readonly maxAgeMs?: number;
};

type Held = { readonly sample: PublicSample; readonly readAtMs: number };

/** Sample records from a bucket, in memory. A file is read again when it is older than `maxAgeMs` (30 s); while it cannot be read, the one at hand is served. */
export function s3SampleFiles({ s3, bucket, now, onStale, maxAgeMs = 30_000 }: S3SampleFilesOptions): SampleFiles {
  const held = new Map<string, Held>();
  const reading = new Map<string, Promise<PublicSample>>();

  const read = async (datasetId: string): Promise<PublicSample> => {
    const before = held.get(datasetId);
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: sampleKey(datasetId) }));
      const sample = JSON.parse((await Body?.transformToString()) ?? '') as PublicSample;
      held.set(datasetId, { sample, readAtMs: now().getTime() });
      return sample;
    } catch (error) {
      if (!before || isGone(error)) {
        held.delete(datasetId);
        throw new DatasetUnavailable(datasetId, error);
      }
      onStale(datasetId, error);
      held.set(datasetId, { ...before, readAtMs: now().getTime() });
      return before.sample;
    }
  };

  return {
    async current(datasetId) {
      const known = held.get(datasetId);
      if (known && now().getTime() - known.readAtMs < maxAgeMs) return known.sample;
      const running = reading.get(datasetId) ?? read(datasetId).finally(() => reading.delete(datasetId));
      reading.set(datasetId, running);
      return running;
    },
  };
}
