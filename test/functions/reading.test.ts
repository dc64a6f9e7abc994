import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportStore } from '../../shared/datasets/export-store.ts';
import type { DataRecord, QueryEngine } from '../../shared/datasets/query-engine.ts';
import { groupOf } from '../../shared/domain/billing/stripe-message.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { recordsHash } from '../../shared/domain/evidence/entry.ts';
import type { UsageView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import config from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const all: readonly DataRecord[] = Array.from({ length: 40 }, (_, index) => ({
  id: `p${String(index).padStart(2, '0')}`,
  postedAt: '2026-11-01T10:00:00.000Z',
  brand: index === 1 ? '=HYPERLINK("x"),y' : 'Havnora',
  text: `A text that is said again and again, number ${index}.`,
}));
const table = memoryTable();
const directory = mkdtempSync(path.join(tmpdir(), 'tollgate-reading-'));
const kept: string[] = [];
let isStoreDown = false;
let version = 'one';
let reads = 0;

/** Forty posts, unfiltered: what filters do is the engine's business. */
const engine: QueryEngine = {
  version: async () => ({ version, publishedAt: '2026-11-20T08:30:00.000Z' }),
  records: async (_, { limit, fields }, { maxRecords }) => {
    reads++;
    const rows = all.slice(0, Math.min(limit, maxRecords));
    const records = rows.map((row) => Object.fromEntries(fields.map((name) => [name, row[name] ?? null])));
    return { records, ...(records.length < all.length ? { nextCursor: `after${records.length}` } : {}) };
  },
  size: async (_, { limit }) => Math.min(limit, all.length),
  exported: async (_, { limit, fields }, { maxRecords, format }) => {
    const file = path.join(directory, `${kept.length}`);
    const ids = all.slice(0, Math.min(limit, maxRecords)).map(({ id }) => String(id));
    const records = ids.length;
    await writeFile(file, `${format} of ${fields.join()}`);
    return { path: file, records, ids, bytes: 9, ...(records < all.length ? { nextCursor: 'onwards' } : {}) };
  },
  record: async (_, id) => all.find((record) => record.id === id) ?? null,
  counts: async (_dataset, { by }, { maxBuckets }) => {
    const days = Array.from({ length: by.kind === 'hour' ? 2_000 : 1 }, () => ({ bucket: '2026-11-01', count: 40 }));
    return { counts: days.slice(0, maxBuckets), isCut: days.length > maxBuckets };
  },
};

const exports: ExportStore = {
  keep: async (file) => {
    if (isStoreDown) throw new Error('S3 does not answer');
    return String(kept.push(await readFile(file.path, 'utf8')));
  },
  address: async (id, fileName) => ({
    url: `https://files.example/${id}/${fileName}`,
    expiresAt: '2026-11-24T12:05:00.000Z',
  }),
};

/** Basic has 100 records a month, three fields of posts and pages of 30; Pro sees everything. */
const narrow = {
  allowance: { amount: 100, unit: 'record' },
  fields: { posts: ['postedAt', 'brand'] },
  maxLimit: 30,
} as const;
const catalog: Catalog = {
  ...config,
  plans: config.plans.map((plan) => (plan.id === 'basic' ? { ...plan, ...narrow } : plan)),
};

let stripe: TestStripe;
let app: App;
let basic: string;
let pro: string;

/** An entry and its place, signed. */
const receipt = /^entry=:[\w+/]{43}=:, instance="\w+", segment=\d+, index=\d+, sig=:[\w+/]{86}==:$/;

async function keyFor(email: string, price: string) {
  const buyer = await signUp(app, email);
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price });
  await pay(body.url);
  for (const event of (await stripe.sdk.events.list({ limit: 100 })).data) {
    const message = messageOf(event);
    app.stripeQueue.put(message, { group: groupOf(message), deduplicationId: event.id });
  }
  await app.drain();
  await acceptLicences(buyer);
  return (await newKey(buyer)).secret;
}

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table, stripe: stripe.gateway, now: stripe.now, catalog, engine, exports });
  basic = await keyFor('basic@buyer.example', 'basic_monthly');
  pro = await keyFor('pro@buyer.example', 'pro_monthly');
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await stripe.stop();
});

const read = (path: string, headers: Record<string, string> = {}, secret = pro) =>
  app.request(`GET`, path, { headers: { authorization: `Bearer ${secret}`, ...headers } });
const used = async (secret = pro) =>
  (await app.request<UsageView>('GET', '/v1/usage/current', { headers: { authorization: `Bearer ${secret}` } })).body;

describe('a read in a format', () => {
  it('is JSON unless asked otherwise, with the next page in a link beside the licence', async () => {
    const { headers, body } = await read('/data/posts?limit=2&fields=brand');
    expect(body).toEqual({
      data: [
        { id: 'p00', brand: 'Havnora' },
        { id: 'p01', brand: all[1]!.brand },
      ],
      cursor: 'after2',
    });
    expect(headers.link).toContain('<https://shop.example/data/posts?limit=2&fields=brand&cursor=after2>; rel="next"');
    expect(headers.link).toContain('rel="license"');
  });

  it('is CSV that no spreadsheet runs, or NDJSON; what it costs is the same', async () => {
    const csv = await read('/data/posts?limit=2&fields=brand', { accept: 'text/csv' });
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'tollgate-cost': '2',
    });
    expect(csv.text).toBe('id,brand\r\np00,Havnora\r\np01,"\'=HYPERLINK(""x""),y"\r\n');
    const ndjson = await read('/data/posts?limit=2&fields=brand', { accept: 'application/x-ndjson' });
    expect(ndjson.headers).toMatchObject({ 'content-type': 'application/x-ndjson', 'tollgate-cost': '2' });
    expect(ndjson.text.split('\n').slice(0, 1)).toEqual(['{"id":"p00","brand":"Havnora"}']);
    expect(ndjson.headers.link).toContain('rel="next"');
  });

  it('may be CSV for one record and for counts too', async () => {
    expect((await read('/data/posts/p00?fields=brand', { accept: 'text/csv' })).text).toBe(
      'id,brand\r\np00,Havnora\r\n',
    );
    const counts = await read('/data/posts/counts?by=day', { accept: 'text/csv' });
    expect(counts.text).toBe('bucket,count\r\n2026-11-01,40\r\n');
  });

  it('that there is not is 406 with those that there are; a header that is none is 400; neither costs anything', async () => {
    const before = await used();
    expect(await read('/data/posts', { accept: 'application/xml' })).toMatchObject({
      status: 406,
      body: {
        code: 'not_acceptable',
        detail:
          'This path offers application/json, application/x-ndjson, text/csv, and the Accept header allows none of them.',
      },
    });
    expect(await read('/data/posts', { accept: 'csv please' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ field: 'Accept' }] },
    });
    expect(await used()).toEqual(before);
  });

  it.each(['br', 'gzip'])('comes compressed by %s, and is the same', async (encoding) => {
    const plain = await read('/data/posts');
    const small = await read('/data/posts', { 'accept-encoding': encoding });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers['content-encoding']).toBe(encoding);
    expect(small.text).toBe(plain.text);
    expect(small.headers.etag).toBe(plain.headers.etag);
    expect(small.headers.vary).toContain('Accept-Encoding');
  });
});

describe('a read that the client may have already', () => {
  it('says how fresh it is, and is 304 and free for the same version and query', async () => {
    const first = await read('/data/posts?limit=5');
    expect(first.headers).toMatchObject({
      'tollgate-cost': '5',
      'tollgate-data-version': 'one',
      'tollgate-data-published': '2026-11-20T08:30:00.000Z',
      'last-modified': 'Fri, 20 Nov 2026 08:30:00 GMT',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
    });
    const [before, readsBefore] = [await used(), reads];
    const again = await read('/data/posts?limit=5', { 'if-none-match': `"x", ${first.headers.etag}` });
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag: first.headers.etag, 'tollgate-cost': '0' } });
    expect(await used()).toEqual(before);
    expect(reads, 'nothing is read').toBe(readsBefore);
    expect(first.headers['tollgate-receipt']).toMatch(receipt);
    expect(again.headers).not.toHaveProperty('tollgate-receipt');
  });

  it('is read and charged when the query, the format or the version is another', async () => {
    const held = { 'if-none-match': (await read('/data/posts?limit=5')).headers.etag! };
    for (const [path, headers] of [
      ['/data/posts?limit=6', held],
      ['/data/posts?limit=5&fields=brand', held],
      ['/data/films?limit=5', held],
      ['/data/posts?limit=5', { ...held, accept: 'text/csv' }],
      ['/data/posts?limit=5', { ...held, 'if-none-match': '*' }],
    ] as const)
      expect((await read(path, headers)).status, path).toBe(200);
    version = 'two';
    expect(await read('/data/posts?limit=5', held)).toMatchObject({ status: 200, headers: { 'tollgate-cost': '5' } });
  });

  it('is never 304 for what the account may not read', async () => {
    const held = { 'if-none-match': (await read('/data/posts?fields=text')).headers.etag! };
    expect((await read('/data/posts?fields=text', held, basic)).status).toBe(403);
    const another = `${pro.slice(0, -1)}${pro.endsWith('x') ? 'y' : 'x'}`;
    expect((await read('/data/posts?fields=text', held, another)).status).toBe(401);
  });
});

describe('a plan that shows some fields', () => {
  it('answers those and cuts pages to its limit', async () => {
    const { body, headers } = await read('/data/posts?limit=1000', {}, basic);
    expect(body.data).toHaveLength(30);
    expect(body.cursor).toBe('after30');
    expect(Object.keys((body.data as object[])[0]!)).toEqual(['id', 'postedAt', 'brand']);
    expect(headers.etag).toBeDefined();
  });

  it.each([
    ['/data/posts?fields=text', 'text'],
    ['/data/posts?likes[gte]=3', 'likes'],
    ['/data/posts?q=havnora', 'q'],
    ['/data/posts/p00?fields=text', 'text'],
    ['/data/posts/counts?by=topic', 'topic'],
    ['/data/posts/counts?by=day&sentiment=negative', 'sentiment'],
  ])('refuses what tells of another, and charges nothing: %s', async (path, field) => {
    const before = await used(basic);
    expect(await read(path, {}, basic)).toMatchObject({
      status: 403,
      body: {
        code: 'field_not_in_plan',
        errors: [{ field, message: 'is not in your plan, which shows id, postedAt, brand' }],
      },
    });
    expect(await used(basic)).toEqual({ ...before, untold: expect.any(Number) });
  });

  it('says so in the catalogue', async () => {
    const { body } = await app.request<{ plans: { id: string }[] }>('GET', '/v1/catalog');
    expect(body.plans.find(({ id }) => id === 'basic')).toMatchObject({
      fields: { posts: ['id', 'postedAt', 'brand'] },
      maxLimit: 30,
    });
    expect(body.plans.find(({ id }) => id === 'pro')).toMatchObject({ fields: null, maxLimit: 1_000 });
  });
});

describe('an export', () => {
  const latest = (fileName: string) => `https://files.example/${kept.length}/${fileName}`;
  const ask = (query: string, secret = pro, accept?: string) =>
    app.request('POST', `/data/posts/export?${query}`, {
      headers: { authorization: `Bearer ${secret}`, ...(accept ? { accept } : {}) },
    });

  it('is 303 to a file of short life, and costs its records', async () => {
    app.deps.ledger.manifests.clear();
    expect(await ask('brand=Havnora&fields=brand')).toMatchObject({
      status: 303,
      headers: { location: latest('posts.ndjson.gz'), 'tollgate-cost': '40', 'cache-control': 'no-store' },
      body: { url: latest('posts.ndjson.gz'), format: 'ndjson', records: 40, bytes: 9 },
    });
    expect(kept.at(-1)).toBe('ndjson of id,brand');
    const [[sha256, ids] = ['', []]] = app.deps.ledger.manifests;
    expect([ids.length, recordsHash(ids)]).toEqual([40, sha256]);
    expect((await ask('limit=3', pro, 'text/csv')).body).toMatchObject({
      format: 'csv',
      records: 3,
      cursor: 'onwards',
      url: latest('posts.csv.gz'),
    });
    expect(readdirSync(directory), 'nothing stays on this machine').toEqual([]);
  });

  it('is cut to what is left of the allowance, shows the fields of the plan, and goes on from its cursor', async () => {
    const buyer = await keyFor('exporter@buyer.example', 'basic_monthly');
    for (let left = 100; left > 20; left -= 30) await read('/data/posts', {}, buyer);
    const { body, headers } = await ask('', buyer);
    expect(body).toMatchObject({ records: 10, cursor: 'onwards' });
    expect(headers).toMatchObject({ 'tollgate-cost': '10', 'tollgate-remaining': '0' });
    expect(kept.at(-1)).toBe('ndjson of id,postedAt,brand');
    expect(await ask('', buyer)).toMatchObject({ status: 429, body: { code: 'quota_exhausted' } });
  });

  it('and counts take no more of the allowance than they come to: the rest is there for other functions', async () => {
    const held = async (path: (secret: string) => Promise<unknown>, email: string) => {
      await path(await keyFor(email, 'basic_monthly'));
      const account = await app.deps.accounts.findByEmail(email);
      const [counter] = await counterUpkeepOver(table).ofAccount(account?.id ?? '');
      return counter ? counter.limit - counter.free : Number.NaN;
    };
    expect(await held((secret) => ask('limit=50', secret), 'few@buyer.example')).toBeLessThan(45);
    expect(await held((secret) => read('/data/posts/counts?by=day', {}, secret), 'day@buyer.example')).toBeLessThan(5);
  });

  it('that cannot be kept, is too large or comes in no such format costs nothing', async () => {
    const before = await used();
    isStoreDown = true;
    expect((await ask('')).status).toBe(500);
    isStoreDown = false;
    expect(await ask('limit=100001')).toMatchObject({ status: 400, body: { errors: [{ field: 'limit' }] } });
    expect((await ask('', pro, 'application/json')).status).toBe(406);
    expect((await ask('fields=text', basic)).status).toBe(403);
    expect(await used()).toEqual(before);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('an export with an Idempotency-Key', () => {
  const ask = (query: string, key: string, secret = pro, accept = 'application/x-ndjson') =>
    app.request('POST', `/data/posts/export?${query}`, {
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': key, accept },
    });
  const unitsUsed = async (secret = pro) => (await used(secret)).used;

  it('that is asked for again is the same file, whatever its address, and is not charged twice', async () => {
    const before = await unitsUsed();
    const first = await ask('limit=7&fields=brand', '"8e03978e-40d5-43dd-bc93-6894a57f9324"');
    expect(first).toMatchObject({ status: 303, headers: { 'tollgate-cost': '7' } });
    const files = kept.length;
    for (const query of ['limit=7&fields=brand', 'fields=brand&limit=7']) {
      const again = await ask(query, '8e03978e-40d5-43dd-bc93-6894a57f9324');
      expect(again).toMatchObject({ status: 303, headers: { 'tollgate-cost': '0', 'idempotent-replayed': 'true' } });
      expect(again.body).toEqual(first.body);
      expect(again.headers).not.toHaveProperty('tollgate-receipt');
    }
    expect(first.headers['tollgate-receipt']).toMatch(receipt);
    expect([kept.length, await unitsUsed()]).toEqual([files, Number(before) + 7]);
  });

  it('is made and charged once, of many that ask for it at once: the others are told to ask again', async () => {
    const before = await unitsUsed();
    const replies = await Promise.all(Array.from({ length: 4 }, () => ask('limit=5', 'at-once')));
    const made = replies.filter(({ status, headers }) => status === 303 && headers['tollgate-cost'] === '5');
    const others = replies.filter((reply) => !made.includes(reply));
    expect(made).toHaveLength(1);
    for (const { status, headers } of others)
      expect([303, 409]).toContain(status === 303 ? 303 : headers['retry-after'] && status);
    expect(await unitsUsed()).toBe(Number(before) + 5);
    expect(await ask('limit=5', 'at-once')).toMatchObject({ status: 303, headers: { 'tollgate-cost': '0' } });
  });

  it('that was sent with another request is refused with 422, and costs nothing', async () => {
    await ask('limit=3', 'taken');
    const before = await unitsUsed();
    for (const reply of [await ask('limit=4', 'taken'), await ask('limit=3', 'taken', pro, 'text/csv')])
      expect(reply).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
        headers: { 'tollgate-cost': '0' },
      });
    expect(await unitsUsed()).toBe(before);
    expect((await ask('limit=4', 'taken', basic)).status, 'keys are each buyer’s own').toBe(303);
  });

  it('that failed is forgotten: the next try makes it', async () => {
    isStoreDown = true;
    expect((await ask('limit=2', 'failing')).status).toBe(500);
    isStoreDown = false;
    expect(await ask('limit=2', 'failing')).toMatchObject({ status: 303, headers: { 'tollgate-cost': '2' } });
  });

  it('that took the last units is answered again when none are left', async () => {
    const buyer = await keyFor('last-units@buyer.example', 'basic_monthly');
    for (let left = 100; left > 20; left -= 30) await read('/data/posts', {}, buyer);
    expect(await ask('', 'last', buyer)).toMatchObject({ status: 303, headers: { 'tollgate-cost': '10' } });
    expect(await ask('', 'last', buyer)).toMatchObject({
      status: 303,
      body: { records: 10 },
      headers: { 'tollgate-cost': '0' },
    });
    expect((await ask('', 'next', buyer)).status).toBe(429);
  });

  it.each(['', '""', 'two words', 'x'.repeat(256), 'é'])('that is no key, %j, is refused', async (key) => {
    expect(await ask('limit=1', key)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('counts of more buckets than are answered', () => {
  it('say that there are more, in every format, whether cut to 1,000 or to what is left', async () => {
    const whole = await read('/data/posts/counts?by=day');
    expect(whole.body).toEqual({ data: [{ bucket: '2026-11-01', count: 40 }] });
    expect(whole.headers['tollgate-truncated']).toBeUndefined();
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson']) {
      const cut = await read('/data/posts/counts?by=hour', { accept });
      expect(cut.headers).toMatchObject({ 'tollgate-truncated': 'true', 'tollgate-cost': '1000' });
      expect(cut.headers.etag, 'with more left it is no longer').toBeDefined();
    }
    const buyer = await keyFor('hours@buyer.example', 'basic_monthly');
    const { headers, body } = await read('/data/posts/counts?by=hour', {}, buyer);
    expect(body).toMatchObject({ truncated: true });
    expect(body.data).toHaveLength(100);
    expect(headers).toMatchObject({ 'tollgate-truncated': 'true', 'tollgate-cost': '100' });
    expect(headers.etag).toBeUndefined();
  });
});

describe('a page cut to what is left of the allowance', () => {
  it('has no validator: with more left it would be longer', async () => {
    const buyer = await keyFor('cut@buyer.example', 'basic_monthly');
    for (let left = 100; left > 20; left -= 30) await read('/data/posts', {}, buyer);
    const cut = await read('/data/posts', {}, buyer);
    expect((cut.body.data as unknown[]).length).toBe(10);
    expect(cut.headers.etag).toBeUndefined();
    expect(cut.headers['cache-control']).toBe('no-store');
  });
});
