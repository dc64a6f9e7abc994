import { execFile } from 'node:child_process';
import path from 'node:path';
import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, describe, expect, it } from 'vitest';
import { addUsage } from '../../cli/dataset/arguments.ts';
import type { PublicDataset } from '../../shared/domain/datasets/public-dataset.ts';

const app = buildApp({ logger: false, host: '127.0.0.1' });
const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true });
await s3.send(new CreateBucketCommand({ Bucket: 'datasets' }));
afterAll(async () => {
  s3.destroy();
  await app.close();
});

const environment = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_S3: endpoint,
  DATASET_BUCKET: 'datasets',
};
const root = path.resolve(import.meta.dirname, '../..');

/** Runs the command as an operator does. */
const run = (args: readonly string[], env: NodeJS.ProcessEnv = environment) =>
  new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['cli/dataset.ts', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const usage = `Usage: node cli/dataset.ts push [id…]\n${addUsage.replace('Usage:', '      ')}`;

describe('the dataset command', () => {
  it('pushes what changed: all samples or those named, a line each', async () => {
    const named = await run(['push', 'films']);
    expect(named.stderr).toBe('');
    expect(named.stdout).toMatch(/^films: 3201 records, \d+ KiB, version [0-9a-f]{16} published\n$/);
    const all = await run(['push']);
    expect(all.stdout.split('\n')).toEqual([
      expect.stringMatching(/^posts: 20000 records, \d+ KiB, version [0-9a-f]{16} published$/),
      expect.stringMatching(/^films: 3201 records, \d+ KiB, version [0-9a-f]{16} is already current$/),
      '',
    ]);
    expect(all.code).toBe(0);
  });

  it('writes the files that everybody may read, also beside a version that an earlier deployment published', async () => {
    const keys = ['public/datasets/films.json', 'public/samples/films.json', 'public/samples/films.csv'];
    await run(['push', 'films']);
    for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket: 'datasets', Key }));
    expect((await run(['push', 'films'])).stdout).toContain('is already current');
    const objects = await Promise.all(keys.map((Key) => s3.send(new GetObjectCommand({ Bucket: 'datasets', Key }))));
    expect(objects.map(({ ContentType, CacheControl }) => [ContentType, CacheControl])).toEqual(
      ['application/json', 'application/json', 'text/csv; charset=utf-8; header=present'].map((type) => [
        type,
        'public, max-age=60',
      ]),
    );
    const facts = JSON.parse((await objects[0]?.Body?.transformToString()) ?? '') as PublicDataset;
    expect(facts).toMatchObject({ id: 'films', records: 3_201, sampleRecords: 50 });
    expect(facts.rows).toHaveLength(10);
  });

  it.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ['no command', [], environment, `dataset: ${usage}\n`],
    ['an unknown one', ['pull'], environment, `dataset: ${usage}\n`],
    [
      'an unknown dataset',
      ['push', 'no'],
      environment,
      'dataset: There is no sample dataset "no"; there are posts, films\n',
    ],
    [
      'no bucket named',
      ['push'],
      { ...environment, DATASET_BUCKET: '' },
      'dataset: Missing environment variable: DATASET_BUCKET\n',
    ],
    [
      'a bucket that is not there',
      ['push'],
      { ...environment, DATASET_BUCKET: 'none' },
      'dataset: The bucket none does not exist\n',
    ],
    [
      'an endpoint where nobody answers',
      ['push'],
      { ...environment, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' },
      'dataset: The bucket datasets cannot be reached (ECONNREFUSED)\n',
    ],
  ])('says in one line what is wrong with %s', async (_, args, env, message) => {
    expect(await run(args, env)).toEqual({ code: 1, stdout: '', stderr: message });
  });
});
