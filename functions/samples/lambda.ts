import { S3Client } from '@aws-sdk/client-s3';
import { httpBasics } from '../../shared/connect.ts';
import { s3SampleFiles } from '../../shared/datasets/s3-sample-files.ts';
import { sampleEngine } from '../../shared/datasets/sample-engine.ts';
import { readEnv } from '../../shared/env.ts';
import catalog from '../../tollgate.config.ts';
import { samples } from './handler.ts';

const { DATASET_BUCKET: bucket } = readEnv(['DATASET_BUCKET']);
const basics = httpBasics('samples');
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const onStale = (dataset: string, error: unknown) =>
  basics.log.error('a sample is served as it was: the published one cannot be had', error, { dataset });

/** Lambda entry point of the sample records. */
export const handler = samples({
  ...basics,
  catalog,
  engine: sampleEngine(s3SampleFiles({ s3, bucket, now: basics.now, onStale })),
});
