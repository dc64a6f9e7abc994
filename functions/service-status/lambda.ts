import { S3Client } from '@aws-sdk/client-s3';
import { connectTable } from '../../shared/connect-table.ts';
import { freshnessIn, statusFileIn } from '../../shared/datasets/status-file.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import catalog from '../../tollgate.config.ts';
import { serviceStatus } from './handler.ts';
import { tableIsUp } from './table-is-up.ts';
import { timedRequest } from './timed-request.ts';

const { DATASET_BUCKET: bucket, PUBLIC_ORIGIN: origin } = readEnv(['DATASET_BUCKET', 'PUBLIC_ORIGIN']);
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const table = connectTable();
const sample = `${origin}/v1/sample/${catalog.datasets[0]?.id ?? 'none'}?limit=1`;

/** Lambda entry point of the job. */
export const handler = serviceStatus({
  catalog,
  file: statusFileIn(s3, bucket),
  freshnessOf: freshnessIn(s3, bucket),
  requestMs: () => timedRequest(sample, fetch),
  pulses: () =>
    pulsesOver(table)
      .read()
      .catch(() => null),
  isTableUp: () => tableIsUp(table),
  log: logOf('service-status'),
  now: () => new Date(),
});
