import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics, readSecrets } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { duckDbEngine } from '../shared/datasets/duckdb-engine.ts';
import { s3DatasetFiles } from '../shared/datasets/s3-dataset-files.ts';
import { parsePeppers } from '../shared/domain/keys/hash.ts';
import { readEnv } from '../shared/env.ts';
import { stripeQueueOver } from '../shared/queues.ts';
import { accessStatesOver } from '../shared/storage/access.ts';
import { apiKeysOver } from '../shared/storage/api-keys.ts';
import { usageOver } from '../shared/storage/usage.ts';
import catalog from '../tollgate.config.ts';
import { askForSyncOver } from './data/ask-for-sync.ts';
import { data } from './data.ts';

const { DATASET_BUCKET, STRIPE_QUEUE_URL } = readEnv(['DATASET_BUCKET', 'STRIPE_QUEUE_URL']);
const secrets = await readSecrets(['key-peppers']);
const table = connectTable();
const basics = httpBasics('data');
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const files = s3DatasetFiles({ s3, bucket: DATASET_BUCKET, directory: `${tmpdir()}/datasets`, now: basics.now });

export const handler = data({
  ...basics,
  catalog,
  apiKeys: apiKeysOver(table),
  access: accessStatesOver(table),
  usage: usageOver(table),
  engine: duckDbEngine(files, { workerPath: fileURLToPath(new URL('./worker.mjs', import.meta.url)) }),
  peppers: parsePeppers(secrets['key-peppers']),
  askForSync: askForSyncOver(stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL), basics.now),
});
