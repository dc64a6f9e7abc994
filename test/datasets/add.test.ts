import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, describe, expect, it } from 'vitest';
import { add } from '../../cli/dataset/add.ts';
import { openDuckDb, rowsOf } from '../../cli/dataset/inspect.ts';
import { chosenLicence } from '../../cli/dataset/licence.ts';
import { fetchPublished } from '../../cli/dataset/merge.ts';
import { publishedManifest } from '../../shared/datasets/publish.ts';
import config from '../../tollgate.config.ts';
import { workspace } from './support.ts';

const { directory, remove } = await workspace();
const app = buildApp({ logger: false, host: '127.0.0.1' });
const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true });
const bucket = 'datasets';
await s3.send(new CreateBucketCommand({ Bucket: bucket }));
afterAll(async () => {
  s3.destroy();
  await app.close();
  await remove();
});

const file = (name: string) => path.join(directory, name);
const root = path.resolve(import.meta.dirname, '../..');
const env = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_S3: endpoint,
  DATASET_BUCKET: bucket,
};

/** Runs the command as an operator's script does. */
const run = (...args: string[]) =>
  new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['cli/dataset.ts', 'add', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

/** The published records, in the order of the file. */
async function published(id: string) {
  const { manifest } = (await publishedManifest({ s3, bucket }, id))!;
  await fetchPublished(s3, bucket, manifest!, file('fetched.parquet'));
  const connection = await openDuckDb();
  const rows = await rowsOf(connection, `SELECT id, place, level FROM '${file('fetched.parquet')}'`);
  connection.closeSync();
  return rows;
}

describe('adding a file', () => {
  it('shows its schema, publishes it in the order of its time, and says what to write into the configuration', async () => {
    await writeFile(
      file('tides.csv'),
      'id,takenAt,place,level\n008,2026-11-01T11:00:00Z,Bergen,2\n007,2026-11-01T10:00:00Z,"Oslo, west",1.5\n',
    );
    const { code, stdout, stderr } = await run(file('tides.csv'), '--licence', 'films', '--search', 'place');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('tides: 2 records, each with an id of its own, and these fields:');
    expect(stdout).toContain('  takenAt  timestamp, which orders pages');
    expect(stdout).toMatch(/tides: 2 records, 1 KiB, version [0-9a-f]{16} published/);
    expect(stdout).toContain("      licence: 'films',\n      fields: {\n        takenAt: 'timestamp',");
    expect(await published('tides')).toEqual([
      ['007', 'Oslo, west', 1.5],
      ['008', 'Bergen', 2],
    ]);
  });

  it('with --append keeps what is there and its types; an id that is there already changes nothing', async () => {
    await writeFile(file('more.csv'), 'id,takenAt,place,level\n009,2026-11-01T09:00:00Z,42,7\n');
    const appended = await run(file('more.csv'), '--id', 'tides', '--licence', 'films', '--append');
    expect(appended.stderr).toBe('');
    const all = await published('tides');
    expect(all).toEqual([
      ['009', '42', 7],
      ['007', 'Oslo, west', 1.5],
      ['008', 'Bergen', 2],
    ]);
    const again = await run(file('more.csv'), '--id', 'tides', '--licence', 'films', '--append');
    expect(again).toMatchObject({
      code: 1,
      stderr:
        'dataset: 1 of the new ids are published already, such as "009"; append new records only, or replace all without --append\n',
    });
    expect(await published('tides')).toEqual(all);
  });
});

describe('a file that cannot be a dataset', () => {
  const nearly = `id,level\n${Array.from({ length: 30 }, (_, index) => `r${index},${index}`).join('\n')}\nr99,n/a\n`;
  it.each([
    ['no-id.csv', 'name\nx\n', 'no-id.csv has no field id'],
    ['twice.csv', 'id,level\n1,2\n1,3\n', 'The id "1" occurs 2 times; each record needs its own'],
    ['gap.csv', 'id,level\n1,2\n,3\n', '1 of 2 records have no id of 1 to 200 characters'],
    ['reserved.csv', 'id,limit\n1,2\n', 'The field limit has the name of a query parameter'],
    ['spaced.csv', 'id,my level\n1,2\n', 'The field "my level" must be named with letters'],
    ['empty.csv', 'id,level\n', 'The file has no records'],
    ['lonely.csv', 'id\n1\n', 'lonely.csv has no field beside id'],
    ['mixed.ndjson', '{"id":"a","n":1}\n{"id":"b","n":"x"}\n', 'The field n holds values of several types'],
    ['nested.ndjson', '{"id":"a","n":{"x":1}}\n', 'The field n is of type STRUCT(x BIGINT)'],
    ['nearly.csv', nearly, 'The field level is a number in 30 of 31 records, but one value is "n/a"'],
    ['large.ndjson', '{"id":"a","n":9007199254740993}\n', 'The field n holds 9007199254740993, larger than'],
    ['table.xlsx', 'x', 'table.xlsx is none of .parquet, .csv, .ndjson and .jsonl'],
  ])('is refused in one sentence, and nothing is published: %s', async (name, content, sentence) => {
    await writeFile(file(name), content);
    const deps = { catalog: config, s3, bucket, now: () => new Date(), say: () => undefined };
    await expect(add(deps, [file(name), '--id', 'bad', '--licence', 'films'])).rejects.toThrow(sentence);
    expect(await publishedManifest({ s3, bucket }, 'bad')).toBeNull();
  });
});

describe('the licence of a dataset', () => {
  it('is asked for until it is one, where somebody sits there, and else has to be said', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    const asked = chosenLicence(config.licences, undefined, { input, output });
    input.write('9\n');
    input.write('2\n');
    expect(await asked).toBe('films');
    expect(String(output.read())).toContain('There is none such; there are 1 to 2: conversations, films.');
    const silent = { input: new PassThrough(), output };
    await expect(chosenLicence(config.licences, undefined, silent)).rejects.toThrow(
      '--licence ID, of conversations, films',
    );
    await expect(chosenLicence(config.licences, 'mine', silent)).rejects.toThrow('There is no licence "mine"');
  });
});
