/** The bucket after a deletion: a person exports data with everything that says who they are, and no object has any of it. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { s3ExportStore } from '../../shared/datasets/export-store.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { bucketTexts } from '../support/bucket-contents.ts';
import { bundleWorker, localFiles, makeFile, workspace } from './support.ts';

const { directory, remove } = await workspace();
const server = buildApp({ logger: false, host: '127.0.0.1' });
const endpoint = await server.listen({ port: 0, host: '127.0.0.1' });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true, maxAttempts: 1 });
const bucket = `datasets-${randomUUID()}`;
let stripe: TestStripe;
beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(async () => {
  await stripe.stop();
  s3.destroy();
  await server.close();
  await remove();
});

const personal = {
  email: 'zuhair.qabbani@lantern-works.example',
  keyLabel: 'Lantern importer',
  asked: 'lamplighters of page seven',
  browser: 'LanternBrowser/7.0',
  address: '198.51.100.77',
  idempotencyKey: 'lantern-works-nightly',
};

/** Posts of the catalogue's fields. */
async function engineOfPosts() {
  const file = path.join(directory, 'posts.parquet');
  const posts = catalog.datasets.find(({ id }) => id === 'posts')!;
  const types: Readonly<Record<string, string>> = { timestamp: 'TIMESTAMP', string: 'VARCHAR', integer: 'BIGINT' };
  const columns = Object.entries(posts.fields).map(
    ([name, type]) => `CAST(NULL AS ${types[typeof type === 'string' ? type : type.type]}) AS "${name}"`,
  );
  const rows = `SELECT 'p' || i AS id, 'word' AS said, ${columns.join(', ')} FROM range(20) t(i)`;
  await makeFile(`COPY (${rows}) TO '${file}' (FORMAT parquet)`);
  const workerPath = await bundleWorker(directory);
  const exportDirectory = path.join(directory, 'exports');
  const files = localFiles({ posts: { path: file, format: 'parquet' } });
  return duckDbEngine(files, { workerPath, exportDirectory, timeoutMs: 30_000 });
}

const saying = async (texts: readonly string[]) => {
  const found = await bucketTexts(s3, bucket);
  return found.filter(({ text }) => texts.some((each) => text.toLowerCase().includes(each.toLowerCase())));
};

test('a text in a key, in metadata or in compressed bytes of an object is found', async () => {
  const Bucket = `control-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'named-lantern', Body: 'x' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Metadata: { by: 'lantern' } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: gzipSync('a lantern') }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'c', Body: 'nothing' }));
  const found = (await bucketTexts(s3, Bucket)).filter(({ text }) => text.includes('lantern'));
  expect(found.map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'named-lantern']);
});

test('no object of the bucket says anything of a person who exported data, before their deletion and after it', async () => {
  const engine = await engineOfPosts();
  const exports = s3ExportStore({ s3, bucket, now: stripe.now, newId: randomUUID, endpoint });
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now, engine, exports });
  const buyer = await signUp(app, personal.email);
  await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  await app.reconcile();
  await acceptLicences(buyer);
  const labelled = { label: personal.keyLabel, environment: 'live' };
  const { id, secret } = (await buyer.send<{ id: string; secret: string }>('POST', '/v1/keys', labelled)).body;
  const headers = {
    ...{ authorization: `Bearer ${secret}`, 'user-agent': personal.browser, 'true-client-ip': personal.address },
    'idempotency-key': `"${personal.idempotencyKey}"`,
  };
  for (const query of ['', `?text[prefix]=${encodeURIComponent(personal.asked)}`]) {
    const ofQuery = { ...headers, 'idempotency-key': `"${personal.idempotencyKey}${query.length}"` };
    const reply = await app.request('POST', `/data/posts/export${query}`, { headers: ofQuery });
    expect([reply.status, reply.text]).toEqual([303, expect.anything()]);
  }
  const account = (await app.deps.accounts.findByEmail(personal.email))!;
  const person = (await app.deps.people.findByEmail(personal.email))!;
  const token = buyer.cookie.slice(buyer.cookie.indexOf('=') + 1);
  const ids = [account.id, person.id, id, secret, token, hashOfToken(token), account.stripeCustomerId!];
  const texts = [...Object.values(personal), account.organization, ...ids];
  expect(await bucketTexts(s3, bucket)).not.toEqual([]);
  expect(await saying(['"id":"p7"', 'p7'])).not.toEqual([]);
  expect(await saying(texts)).toEqual([]);
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  expect(await saying(texts)).toEqual([]);
  await engine.close();
});
