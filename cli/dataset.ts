/**
 * `node cli/dataset.ts push [id…]`: builds the sample datasets and publishes those that changed to `DATASET_BUCKET`.
 * `node cli/dataset.ts add FILE`: publishes an operator's own file.
 */
import path from 'node:path';
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { buildSample } from '../datasets/build.ts';
import { samples } from '../datasets/index.ts';
import type { Dataset } from '../shared/domain/catalog/catalog.ts';
import { readEnv } from '../shared/env.ts';
import config from '../tollgate.config.ts';
import { add } from './dataset/add.ts';
import { addUsage } from './dataset/arguments.ts';
import { diskWarning, publishedSizes } from './dataset/disk.ts';
import { openDuckDb } from './dataset/inspect.ts';
import { publishVersion } from './dataset/publish-version.ts';

const directory = path.resolve(import.meta.dirname, '../dist/datasets');
const usage = `Usage: node cli/dataset.ts push [id…]\n${addUsage.replace('Usage:', '      ')}`;

/** The bucket's client; an endpoint in the environment means a stand-in, which knows no bucket host names. */
function s3Client(): S3Client {
  return new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
}

/** Builds one dataset and publishes it if its bytes changed; returns the line to print. */
async function push(dataset: Dataset, s3: S3Client, bucket: string): Promise<string> {
  const sample = samples.find(({ id }) => id === dataset.id);
  if (sample === undefined) throw new Error(`${dataset.id} is no sample: there is nothing to build`);
  const { path: file, records } = await buildSample(dataset, sample, directory);
  const connection = await openDuckDb();
  try {
    const to = { s3, bucket, now: () => new Date() };
    return await publishVersion(to, connection, { dataset, path: file, records });
  } finally {
    connection.closeSync();
  }
}

/** The datasets to push: those named, or all that have a sample. Throws on an unknown name. */
function chosen(ids: readonly string[]): readonly Dataset[] {
  const known = config.datasets.filter(({ id }) => samples.some((sample) => sample.id === id));
  const unknown = ids.find((id) => !known.some((dataset) => dataset.id === id));
  if (unknown !== undefined)
    throw new Error(
      `There is no sample dataset ${JSON.stringify(unknown)}; there are ${known.map(({ id }) => id).join(', ')}`,
    );
  return ids.length === 0 ? known : known.filter(({ id }) => ids.includes(id));
}

async function main([command, ...ids]: readonly string[]): Promise<void> {
  if (command === 'add') return addOne(ids);
  if (command !== 'push') throw new Error(usage);
  const datasets = chosen(ids);
  const { DATASET_BUCKET: bucket } = readEnv(['DATASET_BUCKET']);
  const s3 = s3Client();
  for (const dataset of datasets) console.log(await push(dataset, s3, bucket));
  await warnOfDisk(s3, bucket);
}

async function warnOfDisk(s3: S3Client, bucket: string): Promise<void> {
  const ids = config.datasets.map(({ id }) => id);
  const warning = diskWarning(await publishedSizes({ s3, bucket }, ids));
  if (warning !== null) console.warn(warning);
}

async function addOne(args: readonly string[]): Promise<void> {
  const { DATASET_BUCKET: bucket } = readEnv(['DATASET_BUCKET']);
  const say = (line: string) => console.log(line);
  const s3 = s3Client();
  await add({ catalog: config, s3, bucket, now: () => new Date(), say }, args);
  await warnOfDisk(s3, bucket);
}

/** The error as one sentence; with the bucket's name if S3 or the network failed. */
function sentenceOf(error: unknown): string {
  const bucket = process.env.DATASET_BUCKET;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'PreconditionFailed')
    return 'Somebody else published meanwhile, so nothing was changed; run it again';
  if (error.name === 'NoSuchBucket') return `The bucket ${bucket} does not exist`;
  if (error instanceof S3ServiceException) return `The bucket ${bucket} answered ${error.name}: ${error.message}`;
  const code = 'code' in error ? String(error.code) : '';
  return /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_)/.test(code)
    ? `The bucket ${bucket} cannot be reached (${code})`
    : duckDbSentence(error.message);
}

/** The first line of DuckDB's error message, without the name of the error's class. */
const duckDbSentence = (message: string): string => {
  const [, sentence] = /^(?:Invalid Input|Conversion|IO|Binder|Parser) Error: ([^\n]+)/.exec(message) ?? [];
  return sentence === undefined ? message : `The file cannot be read: ${sentence}`;
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`dataset: ${sentenceOf(error)}`);
  process.exitCode = 1;
}
