import type { S3Client } from '@aws-sdk/client-s3';
import { presignedGet } from '../../datasets/presign.ts';
import { type PackAddresses, packObject } from '../../evidence-store/pack-store.ts';

/** Options of the addresses of packs. `endpoint`: a stand-in for S3, which knows no bucket host names. */
type AddressOptions = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly now: () => Date;
  readonly endpoint?: string | undefined;
};

/** Short, since who has the address needs no session. A download that has begun goes on. */
const expiresSeconds = 300;

/** Signed addresses of the zips. */
export const s3PackAddresses = ({ s3, bucket, now, endpoint }: AddressOptions): PackAddresses => ({
  async address(id, fileName) {
    const [region, credentials] = await Promise.all([s3.config.region(), s3.config.credentials()]);
    const [at, key] = [now(), packObject(id)];
    const url = new URL(
      endpoint ? `${endpoint}/${bucket}/${key}` : `https://${bucket}.s3.${region}.amazonaws.com/${key}`,
    );
    const query = { 'response-content-disposition': `attachment; filename="${fileName}"` };
    const expiresAt = new Date(at.getTime() + expiresSeconds * 1_000).toISOString();
    return { url: presignedGet({ url, region, credentials, at, expiresSeconds, query }), expiresAt };
  },
});
