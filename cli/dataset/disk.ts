import type { S3Client } from '@aws-sdk/client-s3';
import { publishedManifest } from '../../shared/datasets/publish.ts';

/** The disk of the function `data` for all datasets together (`infra/functions.ts`); exports use a part of it while they are written. */
export const diskBytes = 2_048 * 1_024 * 1_024;
const exportBytes = 128_000_000;

const inMb = (bytes: number): string => `${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB`;

/**
 * A warning of a sentence or two about the sizes of all datasets together, or null. A function keeps two versions of each: the one that is
 * read and its successor. Source: Lambda Developer Guide, "Configure ephemeral storage": `/tmp` has the configured size and no more.
 */
export function diskWarning(datasets: readonly { readonly id: string; readonly bytes: number }[]): string | null {
  const needed = datasets.reduce((sum, { bytes }) => sum + 2 * bytes, exportBytes);
  if (needed <= diskBytes) return null;
  const largest = datasets.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
  const names = largest.map(({ id, bytes }) => `${id} ${inMb(bytes)}`).join(', ');
  return `The datasets may need ${inMb(needed)} of disk where ${inMb(diskBytes)} are: two versions of each, and exports. Then one cannot be read, or not be renewed. The largest: ${names}. Publish fewer or smaller ones, or raise ephemeralStorageMb of data in infra/functions.ts.`;
}

type Bucket = { readonly s3: S3Client; readonly bucket: string };

/** The published size of each of these datasets in bytes; unpublished ones are left out. */
export async function publishedSizes(from: Bucket, ids: readonly string[]) {
  const found = await Promise.all(ids.map(async (id) => ({ id, published: await publishedManifest(from, id) })));
  return found.flatMap(({ id, published }) => (published?.manifest ? { id, bytes: published.manifest.bytes } : []));
}
