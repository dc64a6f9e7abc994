import { createHash } from 'node:crypto';
import type { DatasetVersion } from '../../shared/datasets/query-engine.ts';

/**
 * The validator of an answer: the version of the dataset and all that decides what of it is shown. Weak, since the same answer comes
 * compressed or not (RFC 9110, 8.8.1).
 */
export function entityTag({ version }: DatasetVersion, decidedBy: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([version, decidedBy]))
    .digest('base64url');
  return `W/"${hash.slice(0, 22)}"`;
}

/** When the data is from, and how an answer may be kept: by its reader only, who asks again each time. */
export const freshness = ({ version, publishedAt }: DatasetVersion): Record<string, string> => ({
  'cache-control': 'private, no-cache',
  'last-modified': new Date(publishedAt).toUTCString(),
  'tollgate-data-published': publishedAt,
  'tollgate-data-version': version,
  vary: 'Authorization, Accept, Accept-Encoding',
});
