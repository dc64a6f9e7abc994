import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { manifestKey } from '../../shared/datasets/dataset-files.ts';
import { s3ExportStore } from '../../shared/datasets/export-store.ts';
import { publishDataset } from '../../shared/datasets/publish.ts';
import { DatasetUnavailable } from '../../shared/datasets/query-engine.ts';
import { s3DatasetFiles } from '../../shared/datasets/s3-dataset-files.ts';
import { workspace } from './support.ts';

const { directory, remove } = await workspace();
const requests: string[] = [];
let down = false;
const app = buildApp({ logger: false, host: '127.0.0.1' });
app.addHook('onRequest', async (request, reply) => {
  requests.push(`${request.method} ${request.url.split('?')[0]}`);
  if (down) await reply.code(503).send();
});
const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true, maxAttempts: 1 });
afterAll(async () => {
  s3.destroy();
  await app.close();
  await remove();
});

let bucket = '';
let local = '';
let nowMs = 0;
const now = () => new Date(nowMs);
beforeEach(async () => {
  bucket = `datasets-${randomUUID()}`;
  local = path.join(directory, randomUUID());
  nowMs = Date.parse('2026-11-24T12:00:00Z');
  down = false;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  requests.length = 0;
  stale.length = 0;
});

const stale: string[] = [];
const onStale = (id: string, error: unknown) => void stale.push(`${id}: ${(error as Error).message}`);
const filesOf = () => s3DatasetFiles({ s3, bucket, directory: local, now, onStale });

async function publish(content: string) {
  const file = path.join(directory, 'release.csv');
  await writeFile(file, content);
  return publishDataset({ s3, bucket, now }, { id: 'films', path: file, format: 'csv', records: 1 });
}

describe('publishing a dataset', () => {
  it('writes the bytes first, then the manifest that names them', async () => {
    const { manifest, changed } = await publish('id\na\n');
    expect(changed).toBe(true);
    expect(manifest).toEqual({
      version: manifest.sha256.slice(0, 16),
      key: `datasets/films/${manifest.version}.csv`,
      format: 'csv',
      bytes: 5,
      sha256: createHash('sha256').update('id\na\n').digest('hex'),
      records: 1,
      publishedAt: '2026-11-24T12:00:00.000Z',
    });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: manifestKey('films') }));
    expect(JSON.parse(await Body!.transformToString())).toEqual(manifest);
    const writes = requests.filter((request) => request.startsWith('PUT')).map((request) => request.split('/').at(-1));
    expect(writes).toEqual([`${manifest.version}.csv`, 'versions.json', 'current.json']);
  });

  it('refuses a file that readers could not hold, in one sentence and before it reads it', async () => {
    const file = path.join(directory, 'large.parquet');
    await writeFile(file, '');
    await truncate(file, 900_000_001);
    const release = { id: 'films', path: file, format: 'parquet', records: 1 } as const;
    await expect(publishDataset({ s3, bucket, now }, release)).rejects.toThrow(
      'As it is published films has 901 MB, and may have 900 MB; make several datasets of it',
    );
    expect(requests).toEqual([]);
    await rm(file);
  });

  it('changes nothing when the bytes are the same', async () => {
    const first = await publish('id\na\n');
    nowMs += 1_000;
    requests.length = 0;
    expect(await publish('id\na\n')).toEqual({ manifest: first.manifest, changed: false });
    expect(requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
  });
});

describe('the current file of a dataset', () => {
  it('is the published one, copied once for all who ask', async () => {
    await publish('id\na\n');
    requests.length = 0;
    const files = filesOf();
    const [one, other] = await Promise.all([files.current('films'), files.current('films')]);
    expect(await readFile(one.path, 'utf8')).toBe('id\na\n');
    expect(other).toEqual(one);
    await files.current('films');
    expect(requests).toHaveLength(2);
    await filesOf().current('films');
    expect(requests, 'another process finds the copy').toHaveLength(3);
  });

  it('is at most 30 s old', async () => {
    await publish('id\na\n');
    const files = filesOf();
    const first = await files.current('films');
    await publish('id\nb\n');
    nowMs += 29_999;
    expect(await files.current('films')).toEqual(first);
    nowMs += 1;
    const second = await files.current('films');
    expect(await readFile(second.path, 'utf8')).toBe('id\nb\n');
    expect(await readFile(first.path, 'utf8'), 'a query may still read it').toBe('id\na\n');
  });

  it('leaves at most the previous version beside it', async () => {
    const files = filesOf();
    for (const content of ['id\na\n', 'id\nb\n', 'id\nc\n', 'id\nb\n', 'id\nd\n']) {
      await publish(content);
      nowMs += 30_000;
      expect(await readFile((await files.current('films')).path, 'utf8')).toBe(content);
    }
    expect(await readdir(local)).toHaveLength(2);
  });

  it('takes the place of what a process that was killed left: half copies and old versions go, other datasets’ copies stay', async () => {
    await publish('id\na\n');
    const { path: current } = await filesOf().current('films');
    const left = [
      `${path.basename(current)}.0b7c.part`,
      'posts-0123456789abcdef.csv.11aa.part',
      'films-0123456789abcdef.csv',
      'films-fedcba9876543210.parquet',
    ];
    const others = ['films-2-0123456789abcdef.csv', 'posts-0123456789abcdef.csv'];
    for (const name of [...left, ...others]) await writeFile(path.join(local, name), 'left behind');
    await filesOf().current('films');
    expect((await readdir(local)).sort()).toEqual([path.basename(current), ...others].sort());
  });

  it('is copied where the disk is full of datasets that nobody has asked for since the process began, in their place', async () => {
    const { manifest } = await publish('id\na\n');
    await filesOf().current('films');
    await writeFile(path.join(local, 'posts-0123456789abcdef.csv'), 'left behind');
    await publish('id\nb\n');
    const freeBytes = async () => manifest.bytes - 1;
    const files = s3DatasetFiles({ s3, bucket, directory: local, now, onStale, freeBytes });
    const { path: current } = await files.current('films');
    expect(await readFile(current, 'utf8')).toBe('id\nb\n');
    expect(await readdir(local)).toEqual([path.basename(current)]);
  });

  it('stays the one at hand where a newer one is not what its manifest says, and that is told', async () => {
    await publish('id\na\n');
    const files = filesOf();
    const first = await files.current('films');
    const { manifest } = await publish('id\nb\n');
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: manifest.key, Body: 'id\nforged\n' }));
    nowMs += 30_000;
    expect(await files.current('films')).toEqual(first);
    expect(await readFile(first.path, 'utf8')).toBe('id\na\n');
    expect(stale).toEqual([`films: The bytes of ${manifest.key} are not those of its manifest`]);
  });

  it('is unavailable where nothing was published', async () => {
    const missing = filesOf().current('films');
    await expect(missing).rejects.toThrow(DatasetUnavailable);
    await expect(missing).rejects.toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 60 });
  });

  it('is unavailable where its bytes are not those of the manifest, and leaves nothing behind', async () => {
    const { manifest } = await publish('id\na\n');
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: manifest.key, Body: 'id\nforged\n' }));
    await expect(filesOf().current('films')).rejects.toThrow(DatasetUnavailable);
    expect(await readdir(local)).toEqual([]);
  });

  it('is copied again where the copy on disk was cut short', async () => {
    await publish('id\na\n');
    const { path: file } = await filesOf().current('films');
    await writeFile(file, 'id\n');
    expect(await readFile((await filesOf().current('films')).path, 'utf8')).toBe('id\na\n');
  });

  it('is copied again within 30 s of its copy being deleted', async () => {
    await publish('id\na\n');
    const files = filesOf();
    const { path: file } = await files.current('films');
    await rm(file);
    nowMs += 30_000;
    expect(await readFile((await files.current('films')).path, 'utf8')).toBe('id\na\n');
  });

  it.each(['not json', '{}', '{"version":"../../x"}'])('is unavailable where the manifest is %s', async (body) => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: manifestKey('films'), Body: body }));
    await expect(filesOf().current('films')).rejects.toThrow(DatasetUnavailable);
  });

  it('stays the one at hand while the bucket does not answer, but not once it was withdrawn', async () => {
    await publish('id\na\n');
    const files = filesOf();
    const first = await files.current('films');
    nowMs += 30_000;
    down = true;
    expect(await files.current('films')).toEqual(first);
    expect(stale, 'whoever runs it hears of it').toEqual([expect.stringMatching(/^films: /)]);
    await expect(filesOf().current('films')).rejects.toThrow(DatasetUnavailable);
    down = false;
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: manifestKey('films') }));
    nowMs += 30_000;
    await expect(files.current('films')).rejects.toThrow(DatasetUnavailable);
  });
});

describe('an export', () => {
  it('can be read by whoever has its address, and is kept under a name that nobody can guess', async () => {
    const file = path.join(directory, 'export.gz');
    await writeFile(file, 'compressed');
    const store = s3ExportStore({ s3, bucket, now, newId: randomUUID, endpoint });
    const id = await store.keep({ path: file, records: 1, ids: ['1'], bytes: 10 });
    const { url, expiresAt } = await store.address(id, 'films.csv.gz');
    expect(await (await fetch(url)).text()).toBe('compressed');
    expect(new URL(url).pathname).toMatch(/\/exports\/[0-9a-f-]{36}$/);
    expect(expiresAt).toBe('2026-11-24T12:05:00.000Z');
    expect(requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
  });
});
