/** The console's pages of datasets: versions, freshness, publish and withdraw. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import type { Manifest } from '../../shared/datasets/dataset-files.ts';
import type { AuditView, DatasetDetailView, DatasetRowView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { memoryVersions } from '../support/memory-versions.ts';

const imported = (version: string, records: number, publishedAt: string): Manifest => ({
  ...{ version, records, publishedAt, key: `datasets/posts/${version}.parquet`, format: 'parquet', bytes: 1_000 },
  sha256: version.padEnd(64, '0'),
});
const newer = imported('bbbbbbbbbbbbbbbb', 200, '2026-11-09T00:00:00.000Z');
const older = imported('aaaaaaaaaaaaaaaa', 100, '2026-11-01T00:00:00.000Z');

let now: Date;
let app: App;
let operator: Person;
beforeEach(async () => {
  now = new Date('2026-11-10T12:00:00.000Z');
  app = assemble({
    ...{ table: memoryTable(), stripe: {} as StripeGateway, now: () => now },
    ...{ versions: memoryVersions({ posts: [newer, older] }), freshness: { newestDay: '2026-11-08' } },
  });
  operator = await signUp(app, 'operator@example.com');
});

const read = async () => (await operator.get<DatasetDetailView>('/v1/admin/datasets/posts')).body;
const send = (act: 'publish' | 'withdraw', body: object) =>
  operator.send<DatasetDetailView & { detail?: string }>('POST', `/v1/admin/datasets/posts/${act}`, {
    reason: 'a wrong column',
    ...body,
  });
const lines = async () => {
  await app.drain();
  return (await operator.get<Listing<AuditView>>('/v1/admin/audit')).body.data;
};

test('each dataset of the catalogue has its version, records and newest day, or was never imported', async () => {
  const { data } = (await operator.get<Listing<DatasetRowView>>('/v1/admin/datasets')).body;
  const posts = data.find(({ id }) => id === 'posts')!;
  expect(posts).toMatchObject({
    state: 'served',
    newestDay: '2026-11-08',
    waiting: null,
    changedAt: null,
    revision: 0,
  });
  expect(posts.served).toEqual({
    ...{ version: newer.version, records: 200, bytes: 1_000, importedAt: newer.publishedAt },
    isServed: true,
  });
  expect(posts.title.ar).not.toBe('');
  const films = data.find(({ id }) => id === 'films')!;
  expect(films).toMatchObject({ state: 'never', served: null, waiting: null });
});

describe('a withdrawal', () => {
  it('leaves nothing served, keeps the reason, and its line in the operators’ trail', async () => {
    const { status, body } = await send('withdraw', { revision: 0 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'withdrawn', served: null, reason: 'a wrong column', revision: 1 });
    expect(body.waiting?.version).toBe(newer.version);
    expect(body.versions.map(({ isServed }) => isServed)).toEqual([false, false]);
    expect(await lines()).toContainEqual(
      expect.objectContaining({
        ...{ action: 'dataset.withdrawn', actor: 'operator@example.com' },
        detail: { dataset: 'posts', operatorRole: 'owner', reason: 'a wrong column' },
      }),
    );
  });

  it('ends with a publication', async () => {
    await send('withdraw', { revision: 0 });
    const { body } = await send('publish', { version: newer.version, revision: 1 });
    expect(body).toMatchObject({ state: 'served', waiting: null, revision: 2 });
    expect((await app.depsOf('data').servedDatasets.read('posts')).served).toEqual({ is: 'newest' });
  });

  it('is refused for what is withdrawn already', async () => {
    await send('withdraw', { revision: 0 });
    expect((await send('withdraw', { revision: 1 })).status).toBe(409);
    expect((await read()).revision).toBe(1);
  });
});

describe('a publication', () => {
  it('pins an earlier version, so that a newer import waits', async () => {
    const { body } = await send('publish', { version: older.version, revision: 0 });
    expect(body.served?.version).toBe(older.version);
    expect(body.waiting?.version).toBe(newer.version);
    expect(body.newestDay).toBeNull();
    expect((await app.depsOf('data').servedDatasets.read('posts')).served).toEqual({
      is: 'pinned',
      version: older.version,
    });
    expect(await lines()).toContainEqual(
      expect.objectContaining({
        action: 'dataset.published',
        detail: expect.objectContaining({ dataset: 'posts', version: older.version }),
      }),
    );
  });

  it.each([
    ['a version that was never imported', { version: 'cccccccccccccccc', revision: 0 }, 404],
    ['a path for a version', { version: '../../exports', revision: 0 }, 404],
    ['a text for a revision', { version: newer.version, revision: '0' }, 400],
    ['no revision', { version: newer.version }, 400],
    ['a revision of somebody else', { version: newer.version, revision: 7 }, 409],
    ['a field that is not asked for', { version: newer.version, revision: 0, key: 'exports/x' }, 400],
  ])('is refused with %s, and leaves no line', async (_, body, status) => {
    expect((await send('publish', body)).status).toBe(status);
    expect((await lines()).filter(({ action }) => action.startsWith('dataset.'))).toEqual([]);
    expect((await read()).revision).toBe(0);
  });
});

test('one of two simultaneous changes is refused and leaves no line', async () => {
  const both = await Promise.all([
    send('withdraw', { revision: 0 }),
    send('publish', { version: older.version, revision: 0 }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await lines()).filter(({ action }) => action.startsWith('dataset.'))).toHaveLength(1);
});

test('a dataset that the catalogue does not have is not there, and a parameter is refused', async () => {
  expect((await operator.get('/v1/admin/datasets/nothing')).status).toBe(404);
  expect((await operator.get('/v1/admin/datasets?id=posts')).status).toBe(400);
  expect(
    (await operator.send('POST', '/v1/admin/datasets/nothing/withdraw', { revision: 0, reason: 'x' })).status,
  ).toBe(404);
});
