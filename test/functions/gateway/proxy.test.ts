import { randomBytes } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testKey } from '../meter.ts';
import { gatewayApp } from './gateway-app.ts';
import { operatorsApi, type Said } from './upstream-server.ts';

let api: Awaited<ReturnType<typeof operatorsApi>>;
beforeAll(async () => {
  api = await operatorsApi();
});
afterAll(() => api.close());

const costing = (cost: string, more: Said = {}): Said => ({ ...more, headers: { 'x-cost': cost, ...more.headers } });
const json = { 'content-type': 'application/json' };

describe('a call through the gateway', () => {
  it('brings back what the operator’s API says, bills what that says, and tells what is left', async () => {
    const app = gatewayApp({ url: api.url });
    api.says(costing('3', { status: 201, headers: { ...json, etag: '"1"', 'x-trend': 'up' }, body: '{"a":1}' }));
    const reply = await app.request('GET', '/gateway/trends/one?b=c&b=d');
    expect(reply).toMatchObject({ status: 201, body: { a: 1 } });
    expect(reply.headers).toMatchObject({
      'tollgate-cost': '3',
      'tollgate-remaining': '97',
      'tollgate-upstream': 'trends',
      'ratelimit-policy': '"allowance";q=100;qu="records"',
      ratelimit: '"allowance";r=97',
    });
    expect(reply.headers).toMatchObject({
      etag: '"1"',
      'x-trend': 'up',
      'x-request-id': 'request-1.acct_1.20261120T120000Z',
      'cache-control': 'no-store',
    });
    expect(reply.headers.link).toBe('<https://shop.example/licences/standard/2026-11>; rel="license"');
    expect(api.seen.at(-1)).toMatchObject({ method: 'GET', url: '/v1/one?b=c&b=d', body: '' });
    expect(app.settled).toEqual([3]);
    expect(app.state).toMatchObject({ left: 97, reserved: 0 });
    expect(reply.headers['tollgate-receipt']).toBe('the receipt of entry 1');
    const query = 'GET /gateway/trends/one?b=c&b=d';
    expect(app.entered).toMatchObject([{ kind: 'read', query, bytes: 7, address: expect.any(String) }]);
  });

  it('is asked of admission for as much as it can cost, under the upstream’s own name, from the caller’s address', async () => {
    const app = gatewayApp({ url: api.url });
    api.says(costing('0'));
    await app.request('GET', '/gateway/trends/one');
    const asked = { datasetId: 'gateway:trends', address: '198.51.100.7', unitsWanted: 10, weight: 10 };
    expect(app.asked).toMatchObject([asked]);
  });

  it('is not made where less is left than it can cost, and nothing is billed', async () => {
    const app = gatewayApp({ url: api.url, units: 9 });
    const before = api.seen.length;
    const reply = await app.request('GET', '/gateway/trends/one');
    expect(reply).toMatchObject({ status: 429, body: { code: 'quota_exhausted' } });
    expect(reply.headers).toMatchObject({ 'retry-after': '60', 'tollgate-cost': '0' });
    expect(api.seen.length).toBe(before);
    expect(app.state).toMatchObject({ left: 9, reserved: 0 });
  });

  it.each([301, 302, 304, 400, 401, 404, 409, 429, 500, 503])(
    'that the operator’s API answers with %i costs nothing, and is passed on as it is',
    async (status) => {
      const app = gatewayApp({ url: api.url });
      api.says(costing('5', { status, body: status === 304 ? '' : '{"error":"theirs"}', headers: json }));
      const reply = await app.request('GET', '/gateway/trends/one');
      expect(reply.status).toBe(status);
      expect(reply.headers).toMatchObject({ 'tollgate-upstream': 'trends', 'tollgate-cost': '0' });
      expect(app.settled).toEqual([0]);
    },
  );

  it('costs what its list holds, up to what was reserved', async () => {
    const app = gatewayApp({ url: api.url });
    for (const [count, billed] of [
      [4, 4],
      [0, 0],
      [25, 10],
    ]) {
      api.says({ headers: json, body: JSON.stringify({ items: Array(count).fill('x') }) });
      expect((await app.request('GET', '/gateway/trends/items')).headers['tollgate-cost']).toBe(String(billed));
      expect(app.settled.at(-1)).toBe(billed);
    }
    expect(app.logs.join()).toContain('a call cost more than its maxUnits');
  });

  it.each([
    ['no cost', '/one', { headers: json, body: '{}' }],
    ['a cost below zero', '/one', costing('-5')],
    ['a list that is none', '/items', { headers: json, body: '{"items":{}}' }],
    ['no JSON where the cost is', '/items', { headers: json, body: '<html>' }],
    ['a coding that is not what it says', '/items', { headers: { 'content-encoding': 'gzip' }, body: 'plain' }],
    ['a coding that nobody asked for', '/items', { headers: { 'content-encoding': 'zstd' }, body: 'x' }],
    ['a redirect to elsewhere', '/one', { status: 302, headers: { location: 'https://other.example/x' } }],
    ['a redirect to what is behind', '/one', { status: 307, headers: { location: 'http://169.254.169.254/' } }],
    ['a redirect above its base', '/one', { status: 302, headers: { location: '/admin' } }],
    ['a redirect to a name that begins like its base', '/one', { status: 302, headers: { location: '/v1-admin' } }],
  ])('is a 502 of ours and costs nothing where the operator’s API answers %s', async (_, path, said) => {
    const app = gatewayApp({ url: api.url });
    api.says(said);
    const reply = await app.request('GET', `/gateway/trends${path}`);
    expect(reply).toMatchObject({ status: 502, body: { code: 'upstream_invalid' } });
    expect(reply.headers).not.toHaveProperty('tollgate-upstream');
    expect(reply.text).not.toMatch(/169\.254|other\.example|admin|127\.0\.0\.1/);
    expect(app.settled).toEqual([0]);
  });

  it('keeps a redirect below its base within the gateway', async () => {
    const app = gatewayApp({ url: api.url });
    for (const location of ['/v1/two?x=1', `${api.url}/v1/two?x=1`, 'two?x=1']) {
      api.says({ status: 303, headers: { location } });
      expect((await app.request('GET', '/gateway/trends/one')).headers.location).toBe('/gateway/trends/two?x=1');
    }
  });

  it('that is not answered in time is a 504 and costs nothing', async () => {
    const app = gatewayApp({ url: api.url });
    api.says(() => new Promise(() => {}));
    const reply = await app.request('GET', '/gateway/trends/slow');
    expect(reply).toMatchObject({ status: 504, body: { code: 'upstream_timeout' } });
    expect(reply.headers).toMatchObject({ 'tollgate-cost': '0', 'tollgate-remaining': '100' });
    expect(app.state).toMatchObject({ left: 100, reserved: 0 });
  });

  it('that nobody answers is a 502 that says nothing of who should have', async () => {
    const gone = await operatorsApi();
    await gone.close();
    const app = gatewayApp({ url: gone.url });
    const reply = await app.request('GET', '/gateway/trends/one');
    expect(reply).toMatchObject({ status: 502, body: { code: 'upstream_unavailable' } });
    expect(reply.text).not.toContain(String(gone.port));
    expect(app.settled).toEqual([0]);
  });
});

describe('an upstream whose secret was not set', () => {
  it('is not called: it would answer somebody else, or nobody; nothing is charged, and the log says what to do', async () => {
    const app = gatewayApp({ url: api.url, secret: null });
    const before = api.seen.length;
    const reply = await app.request('GET', '/gateway/trends/one');
    expect(reply).toMatchObject({ status: 502, body: { code: 'upstream_unavailable' } });
    expect(api.seen.length).toBe(before);
    expect(app.logs.join()).toContain('npm run secrets -- upstream trends');
    expect(app.state).toMatchObject({ left: 100, reserved: 0 });
  });
});

describe('a large or compressed answer', () => {
  const text = 'x'.repeat(20_000);

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
  ])('in %s is passed on as it came to who reads it, and as text to who does not', async (coding, body) => {
    const app = gatewayApp({ url: api.url });
    api.says(costing('1', { headers: { 'content-type': 'text/plain', 'content-encoding': coding }, body }));
    const reading = await app.request('GET', '/gateway/trends/one', {
      headers: { 'accept-encoding': `${coding};q=0.5` },
    });
    expect([reading.headers['content-encoding'], reading.text]).toEqual([coding, text]);
    expect(api.seen.at(-1)?.headers['accept-encoding']).toBe(coding);
    const other = await app.request('GET', '/gateway/trends/one', { headers: { 'accept-encoding': 'zstd, *;q=0' } });
    expect([other.headers['content-encoding'], other.text]).toEqual([undefined, text]);
    expect(api.seen.at(-1)?.headers['accept-encoding']).toBe('identity');
  });

  it('is counted though it is compressed', async () => {
    const app = gatewayApp({ url: api.url });
    const body = gzipSync(JSON.stringify({ items: [1, 2, 3] }));
    api.says({ headers: { ...json, 'content-encoding': 'gzip' }, body });
    const reply = await app.request('GET', '/gateway/trends/items', { headers: { 'accept-encoding': 'gzip' } });
    expect(reply).toMatchObject({ status: 200, body: { items: [1, 2, 3] } });
    expect(app.settled).toEqual([3]);
  });

  it('that unpacks to more than 5 MB is not unpacked, and costs nothing', async () => {
    const app = gatewayApp({ url: api.url });
    api.says({ headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50_000_000)) });
    const reply = await app.request('GET', '/gateway/trends/items', { headers: { 'accept-encoding': 'gzip' } });
    expect(reply).toMatchObject({ status: 502, body: { code: 'upstream_too_large' } });
    expect(app.settled).toEqual([0]);
  });

  it('with more than 5 MB is a 502 with advice, and costs nothing', async () => {
    const app = gatewayApp({ url: api.url });
    api.says(costing('1', { body: Buffer.alloc(5 * 1024 * 1024 + 1) }));
    const reply = await app.request('GET', '/gateway/trends/one');
    expect(reply).toMatchObject({
      status: 502,
      body: { code: 'upstream_too_large', detail: expect.stringContaining('smaller page') },
    });
    expect(app.settled).toEqual([0]);
  });

  it('with 5 MB comes through whole: as text, or compressed where text is more than Lambda answers', async () => {
    const app = gatewayApp({ url: api.url });
    const body = 'y'.repeat(5 * 1024 * 1024);
    api.says(costing('1', { headers: { 'content-type': 'text/plain' }, body }));
    expect((await app.request('GET', '/gateway/trends/one')).text === body).toBe(true);
    const quotes = '"'.repeat(5 * 1024 * 1024);
    api.says(costing('1', { headers: { 'content-type': 'text/plain' }, body: quotes }));
    const gzipped = await app.request('GET', '/gateway/trends/one', { headers: { 'accept-encoding': 'gzip' } });
    expect([gzipped.headers['content-encoding'], gzipped.text === quotes]).toEqual(['gzip', true]);
    expect(await app.request('GET', '/gateway/trends/one')).toMatchObject({
      status: 502,
      body: { code: 'upstream_too_large' },
    });
    expect(app.settled).toEqual([1, 1, 0]);
  });

  it('in bytes comes through unchanged', async () => {
    const app = gatewayApp({ url: api.url });
    const body = randomBytes(64).toString('latin1');
    api.says(costing('1', { headers: { 'content-type': 'text/plain' }, body }));
    expect((await app.request('GET', '/gateway/trends/one')).text).toBe(body);
  });
});

describe('a test key', () => {
  it('calls the operator’s sandbox and is not metered', async () => {
    const app = gatewayApp({ url: api.url });
    api.says(costing('7'));
    const reply = await app.request('GET', '/gateway/trends/one', { key: testKey });
    expect(reply).toMatchObject({ status: 200, headers: { 'tollgate-cost': '0' } });
    expect(reply.headers).not.toHaveProperty('tollgate-remaining');
    expect(api.seen.at(-1)).toMatchObject({ url: '/sandbox/one', headers: { 'tollgate-environment': 'test' } });
    expect(app.settled).toEqual([0]);
  });

  it('has read once the sandbox has answered what costs a live key something, which is noted once', async () => {
    const app = gatewayApp({ url: api.url });
    const read = () => app.request('GET', '/gateway/trends/one', { key: testKey });
    api.says(costing('0'));
    await read();
    expect(app.firstReads).toEqual([]);
    api.says(costing('7'));
    await read();
    await read();
    expect(app.firstReads).toHaveLength(1);
    await app.request('GET', '/gateway/trends/one');
    expect(app.firstReads).toHaveLength(1);
  });

  it('gets nothing where there is no sandbox', async () => {
    const app = gatewayApp({ url: api.url, upstream: { testBaseUrl: undefined } });
    const before = api.seen.length;
    expect(await app.request('GET', '/gateway/trends/one', { key: testKey })).toMatchObject({ status: 403 });
    expect(api.seen.length).toBe(before);
    expect(app.settled).toEqual([0]);
  });
});
