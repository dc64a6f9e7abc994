import { createHash } from 'node:crypto';
import type { DatasetVersion } from '../../datasets/query-engine.ts';

/**
 * The validator of an answer: the dataset's version and everything that decides the rows. It is weak, since the same answer comes
 * compressed or not (RFC 9110, 8.8.1).
 */
export function entityTag({ version }: DatasetVersion, decidedBy: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([version, decidedBy]))
    .digest('base64url');
  return `W/"${hash.slice(0, 22)}"`;
}

/** Headers with the age of the data. Only the reader may cache the answer, and revalidates it each time. */
export const freshness = ({ version, publishedAt }: DatasetVersion): Record<string, string> => ({
  'cache-control': 'private, no-cache',
  'last-modified': new Date(publishedAt).toUTCString(),
  'tollgate-data-published': publishedAt,
  'tollgate-data-version': version,
  vary: 'Authorization, Accept, Accept-Encoding',
});
