import { S3Client } from '@aws-sdk/client-s3';
import { connectTable } from '../../shared/connect-table.ts';
import { publishedAtIn, statusFileIn } from '../../shared/datasets/status-file.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { changesKey } from '../../shared/storage/item-keys.ts';
import catalog from '../../tollgate.config.ts';
import { serviceStatus } from './handler.ts';

const { DATASET_BUCKET: bucket, PUBLIC_ORIGIN: origin } = readEnv(['DATASET_BUCKET', 'PUBLIC_ORIGIN']);
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const table = connectTable();
const patienceMs = 5_000;

/** A request of a visitor: any answer of our own counts, and one of the network in between does not. */
async function requestMs(): Promise<number | null> {
  const began = performance.now();
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(`${origin}/v1/sample/${catalog.datasets[0]?.id ?? 'none'}?limit=1`, { signal }).catch(
    () => null,
  );
  return answer?.headers.has('x-request-id') ? Math.round(performance.now() - began) : null;
}

/** Lambda entry point of the job. */
export const handler = serviceStatus({
  catalog,
  file: statusFileIn(s3, bucket),
  publishedAt: publishedAtIn(s3, bucket),
  requestMs,
  isTableUp: () =>
    table.get(changesKey).then(
      () => true,
      () => false,
    ),
  log: logOf('service-status'),
  now: () => new Date(),
});
