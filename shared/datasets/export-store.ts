import { createReadStream } from 'node:fs';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { presignedGet } from './presign.ts';
import type { ExportedFile } from './query-engine.ts';

/** Where exports wait for their reader. */
export interface ExportStore {
  /** Keeps the file for a day at least; answers its id. */
  keep(file: ExportedFile): Promise<string>;
  /** `url` lets whoever has it read the file, as `fileName`, until `expiresAt` (ISO-8601 UTC). */
  address(id: string, fileName: string): Promise<{ readonly url: string; readonly expiresAt: string }>;
}

/** Options of the store for exports. */
export type S3ExportStoreOptions = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** A stand-in for S3, which knows no bucket host names. */
  readonly endpoint?: string;
};

/** Short, since who has the address needs no key; a role's credentials live longer. */
const expiresSeconds = 300;

const keyOf = (id: string): string => `exports/${id}`;

/** Exports under `exports/` of a bucket, whose lifecycle removes them. */
export function s3ExportStore({ s3, bucket, now, newId, endpoint }: S3ExportStoreOptions): ExportStore {
  const addressOf = (region: string, key: string) =>
    new URL(endpoint ? `${endpoint}/${bucket}/${key}` : `https://${bucket}.s3.${region}.amazonaws.com/${key}`);
  return {
    async keep({ path, bytes }) {
      const id = newId();
      const Body = createReadStream(path);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(id), Body, ContentLength: bytes }));
      return id;
    },
    async address(id, fileName) {
      const [region, credentials] = await Promise.all([s3.config.region(), s3.config.credentials()]);
      const at = now();
      const query = {
        'response-content-disposition': `attachment; filename="${fileName}"`,
        'response-content-type': 'application/gzip',
      };
      const url = presignedGet({ url: addressOf(region, keyOf(id)), region, credentials, at, expiresSeconds, query });
      return { url, expiresAt: new Date(at.getTime() + expiresSeconds * 1_000).toISOString() };
    },
  };
}
