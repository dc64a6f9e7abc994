import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { connectPeppers, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { s3ExportStore } from '../../shared/datasets/export-store.ts';
import { s3DatasetFiles } from '../../shared/datasets/s3-dataset-files.ts';
import { emptied } from '../../shared/datasets/scratch.ts';
import { readEnv } from '../../shared/env.ts';
import { connectAdmission, connectAdmissionQueues } from '../../shared/services/metering/wiring.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { servedDatasetsOver } from '../../shared/storage/datasets/served-datasets.ts';
import { noncesOver } from '../../shared/storage/evidence/nonces.ts';
import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import { exportClaimsOver } from '../../shared/storage/usage/export-claims.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import catalog from '../../tollgate.config.ts';
import { data } from './handler.ts';

const env = readEnv(['DATASET_BUCKET', 'STRIPE_QUEUE_URL', 'TOP_UP_QUEUE_URL', 'USAGE_CHECK_QUEUE_URL']);
const table = connectTable();
const basics = httpBasics('data');
const endpoint = process.env.AWS_ENDPOINT_URL_S3;
const s3 = new S3Client({ forcePathStyle: endpoint !== undefined });
const onStale = (dataset: string, error: unknown) =>
  basics.log.error('a dataset is served as it was: what is published cannot be had', error, { dataset });
const directory = `${tmpdir()}/datasets`;
const served = servedDatasetsOver(table);
const files = s3DatasetFiles({
  ...{ s3, bucket: env.DATASET_BUCKET, directory, now: basics.now, onStale },
  servedOf: async (dataset) => (await served.read(dataset)).served,
});

const { watch, ...admitting } = await connectAdmission(table, {
  catalog,
  peppers: await connectPeppers('key-peppers', basics.log),
  log: basics.log,
  queues: connectAdmissionQueues(env),
});

const handle = data({
  ...basics,
  ...admitting,
  catalog,
  liveUsage: connectLiveUsage(table),
  badgeReads: badgeReadsOver(table),
  firstReads: firstReadsOver(table),
  nonces: noncesOver(table),
  engine: duckDbEngine(files, {
    workerPath: fileURLToPath(new URL('./worker.mjs', import.meta.url)),
    exportDirectory: emptied(`${tmpdir()}/exports`),
  }),
  refusals: refusalsOver(table, randomUUID),
  exportClaims: exportClaimsOver(table),
  exports: s3ExportStore({ s3, bucket: env.DATASET_BUCKET, now: () => new Date(), newId: randomUUID, endpoint }),
});

/** The handler that Lambda calls. */
export const handler = watch(handle);
