import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKey } from '../meter.ts';
import { gatewayApp } from './gateway-app.ts';
import { operatorsApi } from './upstream-server.ts';

let api: Awaited<ReturnType<typeof operatorsApi>>;
beforeAll(async () => {
  api = await operatorsApi();
  api.says({ headers: { 'x-cost': '1' }, body: 'ok' });
});
afterAll(() => api.close());

/** The caller gets this, the operator's API hears nothing, and nothing is reserved. */
async function refused(sent: Promise<unknown>, app: ReturnType<typeof gatewayApp>, expected: object) {
  const before = api.seen.length;
  expect(await sent).toMatchObject(expected);
  expect(api.seen.length).toBe(before);
  expect(app.asked).toEqual([]);
}

describe('a hostile call', () => {
  it.each([
    '/..',
    '/../../v1/keys',
    '/%2e%2e/admin',
    '/%252e%252e%252fadmin',
    '/..%2fadmin',
    '/..%5cadmin',
    '/..;/admin',
    '//evil.example/',
    '/http://evil.example/',
    '/a//b',
    '/a%0d%0aX-Evil:%201',
    '/a%00',
    '/%ff',
    '/%',
  ])('to the path %j is refused', async (rest) => {
    const app = gatewayApp({ url: api.url });
    await refused(app.request('GET', `/gateway/trends${rest}`), app, {
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it.each([
    ['/@evil.example/x', '/v1/@evil.example/x'],
    ['/a@b:80', '/v1/a@b:80'],
    ['/a%3Fb%23c', '/v1/a%3Fb%23c'],
    ['/100%25', '/v1/100%25'],
    ['/a%2520b', '/v1/a%2520b'],
    ['/a b', '/v1/a%20b'],
    ['?a=b%0d%0aX-Evil:1', '/v1?a=b%0D%0AX-Evil%3A1'],
    ['/a?b=c#d é', '/v1/a?b=c%23d+%C3%A9'],
    ['/a?b', '/v1/a?b='],
    ['/a?b=/../c', '/v1/a?b=%2F..%2Fc'],
    ['', '/v1'],
  ])('to %j stays with its host, as %j', async (rest, url) => {
    const app = gatewayApp({ url: api.url });
    expect(await app.request('GET', `/gateway/trends${rest}`)).toMatchObject({ status: 200 });
    expect(api.seen.at(-1)).toMatchObject({ url, headers: { host: `127.0.0.1:${api.port}` } });
  });

  it.each([
    '/gateway/other/x',
    '/gateway/own/x',
    '/gateway/constructor/x',
    '/gateway/__proto__/x',
    '/gateway/tre%6eds%2f../x',
  ])('to %s finds nothing', async (path) => {
    const app = gatewayApp({ url: api.url });
    await refused(app.request('GET', path), app, { status: 404, body: { code: 'not_found' } });
  });

  it.each(['DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'GET / HTTP/1.1\r\nX: y'])(
    'by %j is refused',
    async (method) => {
      const app = gatewayApp({ url: api.url });
      await refused(app.request(method, '/gateway/trends/x'), app, {
        status: 405,
        body: { code: 'method_not_allowed' },
      });
    },
  );

  it.each(['GET', 'HEAD'])('that hides a second request in the body of a %s is refused', async (method) => {
    const app = gatewayApp({ url: api.url });
    const body = 'POST /v1/transfer HTTP/1.1\r\nhost: x\r\n\r\n';
    await refused(app.request(method, '/gateway/trends/x', { body }), app, { status: 400 });
  });

  it.each(['x-region', 'content-type', 'accept'])('with a line break in header %s is refused', async (name) => {
    for (const value of ['a\r\nx-evil: 1', 'a\nb', 'a\0b', 'a\u{1f600}']) {
      const app = gatewayApp({ url: api.url });
      await refused(app.request('GET', '/gateway/trends/x', { headers: { [name]: value } }), app, { status: 400 });
    }
  });

  it.each([
    ['no key', null, {}, 401, 'key_missing'],
    ['a key that is none', 'tg_live_nonsense', {}, 401, 'key_malformed'],
    ['the key in the address', liveKey, { path: `/x?key=${liveKey}` }, 400, 'key_in_query'],
  ])(
    'with %s is refused before anything is looked up',
    async (_, key, { path = '/x' }: { path?: string }, status, code) => {
      const app = gatewayApp({ url: api.url });
      await refused(app.request('GET', `/gateway/trends${path}`, { key }), app, { status, body: { code } });
    },
  );

  it('brings to the operator’s API no key, no cookie, no word on the connection, and no header that says it is ours', async () => {
    const app = gatewayApp({ url: api.url });
    const bad = {
      cookie: 'tollgate_session=secret',
      connection: 'x-api-key, keep-alive',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
      'content-length': '999',
      te: 'trailers',
      trailer: 'x-a',
      upgrade: 'h2c',
      expect: '100-continue',
      'proxy-authorization': 'Basic abc',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=127.0.0.1',
      host: 'evil.example',
      'x-api-key': 'the caller’s guess',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/admin',
      'tollgate-account': 'acct_other',
      'x-request-id': 'chosen',
    };
    const good = { accept: 'application/json', 'content-type': 'text/plain', 'if-none-match': '"1"', 'x-region': 'eu' };
    const body = 'four';
    expect(await app.request('POST', '/gateway/trends/x', { headers: { ...bad, ...good }, body })).toMatchObject({
      status: 200,
    });
    expect(api.seen.at(-1)).toEqual({
      method: 'POST',
      url: '/v1/x',
      body,
      headers: {
        ...good,
        'accept-encoding': 'identity',
        'user-agent': 'Tollgate',
        'x-request-id': 'request-1.acct_1.20261120T120000Z',
        'x-api-key': 'the secret of the operator',
        'tollgate-account': 'acct_1',
        'tollgate-key': 'key_1',
        'tollgate-environment': 'live',
        host: `127.0.0.1:${api.port}`,
        connection: 'close',
        'content-length': '4',
      },
    });
    expect(JSON.stringify(api.seen.at(-1))).not.toContain(liveKey);
  });

  it('gets bytes to the operator’s API as they were sent', async () => {
    const app = gatewayApp({ url: api.url });
    const bytes = Buffer.from('0\r\n\r\nGET /v1/admin HTTP/1.1\r\n\r\n');
    await app.request('POST', '/gateway/trends/x', { bytes, headers: { 'content-type': 'application/octet-stream' } });
    expect(api.seen.at(-1)).toMatchObject({
      body: bytes.toString(),
      headers: { 'content-length': String(bytes.length) },
    });
    expect(api.seen.at(-1)?.headers).not.toHaveProperty('transfer-encoding');
  });
});

describe('a hostile answer', () => {
  it('sets no cookie, opens no door, and says nothing of what is behind', async () => {
    const app = gatewayApp({ url: api.url });
    const bad = {
      'set-cookie': 'tollgate_session=fixed',
      'access-control-allow-origin': '*',
      'strict-transport-security': 'max-age=0',
      'clear-site-data': '"*"',
      'service-worker-allowed': '/',
      server: 'internal/1.0',
      'x-powered-by': 'secret',
      'cache-control': 'public, max-age=99999',
      'tollgate-cost': '0',
      'tollgate-remaining': '1000000',
      'tollgate-receipt': 'theirs',
      'x-request-id': 'theirs',
      refresh: '0; url=https://evil.example',
      location: 'https://evil.example',
    };
    api.says({ headers: { ...bad, 'content-type': 'text/html', 'x-cost': '2' }, body: '<script>1</script>' });
    const reply = await app.request('GET', '/gateway/trends/x');
    api.says({ headers: { 'x-cost': '1' }, body: 'ok' });
    expect(reply.cookies).toEqual([]);
    expect(reply.headers).toEqual({
      'content-type': 'text/html',
      'cache-control': 'no-store',
      'x-request-id': 'request-1.acct_1.20261120T120000Z',
      'x-content-type-options': 'nosniff',
      'tollgate-upstream': 'trends',
      'tollgate-cost': '2',
      'tollgate-remaining': '98',
      'tollgate-receipt': 'the receipt of entry 1',
      'ratelimit-policy': '"allowance";q=100;qu="records"',
      ratelimit: '"allowance";r=98',
      link: expect.stringContaining('rel="license"'),
    });
  });
});
