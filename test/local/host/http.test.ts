import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import { createClock } from '../../../local/clock.ts';
import { apiGateway } from '../../../local/host/api-gateway.ts';
import { matchRoute, readRoutes } from '../../../local/host/api-routes.ts';
import { readAssembly } from '../../../local/host/assembly.ts';
import { bucketObjects } from '../../../local/host/bucket-objects.ts';
import { cloudFront } from '../../../local/host/cloudfront.ts';
import { readDistribution } from '../../../local/host/distribution.ts';
import { listen } from '../../../local/host/front.ts';
import type { FunctionPool } from '../../../local/host/function-pool.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { choosePort } from '../../../local/port.ts';
import { cloudAssembly, pool, scratch } from './fixture.ts';

const echo = `export const handler = async (event) => {
  if (event.rawPath === '/v1/slow') await new Promise(() => {});
  if (event.rawPath === '/v1/crash') process.exit(1);
  if (event.rawPath === '/v1/throw') throw new Error('inside');
  if (event.rawPath === '/v1/malformed') return { statusCode: 'many' };
  if (event.rawPath === '/v1/cookies') return { statusCode: 204, cookies: ['a=1', 'b=2'] };
  if (event.rawPath === '/v1/bytes') return { statusCode: 200, headers: { 'Content-Type': 'image/png', 'Content-Length': '9' }, body: 'AP8=', isBase64Encoded: true };
  return event;
};`;

const routeKeys = [
  'ANY /v1/{proxy+}',
  'GET /v1/keys/{id}',
  'GET /v1/keys/current',
  'ANY /v1/keys/{id}',
  'POST /v1/echo',
  'GET /data/{dataset}/{id}',
  'GET /data/{dataset}/counts',
];

const toApi = {
  TargetOriginId: 'api',
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Edge', 'FunctionARN'] } }],
};

/** A template with a distribution in front of an HTTP API whose one function echoes its event. */
function assembly() {
  const route = (key: string) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { RouteKey: key, Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] } },
  });
  return readAssembly(
    cloudAssembly({
      Service: {
        Resources: {
          Fixture: { Type: 'AWS::Lambda::Function' },
          Secret: { Type: 'AWS::SecretsManager::Secret' },
          Integration: {
            Type: 'AWS::ApiGatewayV2::Integration',
            Properties: { IntegrationUri: 'arn:aws:lambda:us-east-1:0:function:Fixture', PayloadFormatVersion: '2.0' },
          },
          ...Object.fromEntries(routeKeys.map((key, index) => [`Route${index}`, route(key)])),
          Edge: {
            Type: 'AWS::CloudFront::Function',
            Properties: {
              FunctionCode: `function handler(event) {
                event.request.headers['true-client-ip'] = { value: event.viewer.ip };
                event.request.headers['x-tollgate-path'] = { value: event.request.uri };
                return event.request;
              }`,
            },
          },
          Pages: {
            Type: 'AWS::CloudFront::Function',
            Properties: {
              FunctionCode: `function handler(event) {
                var uri = event.request.uri;
                if (!uri.includes('.')) event.request.uri = uri === '/dashboard' ? '/index.html' : '/404.html';
                return event.request;
              }`,
            },
          },
          Status: {
            Type: 'AWS::CloudFront::Function',
            Properties: {
              FunctionCode: `function handler(event) {
                var uri = event.request.uri;
                if (!uri.includes('.') && uri !== '/dashboard') event.response.statusCode = 404;
                return event.response;
              }`,
            },
          },
          Policy: {
            Type: 'AWS::CloudFront::ResponseHeadersPolicy',
            Properties: {
              ResponseHeadersPolicyConfig: {
                SecurityHeadersConfig: {
                  ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: false },
                  ContentTypeOptions: { Override: true },
                },
              },
            },
          },
          Distribution: {
            Type: 'AWS::CloudFront::Distribution',
            Properties: {
              DistributionConfig: {
                Origins: [
                  { Id: 'files', DomainName: 'portal.s3.us-east-1.amazonaws.com', S3OriginConfig: {} },
                  { Id: 'facts', DomainName: 'facts.s3.us-east-1.amazonaws.com', S3OriginConfig: {} },
                  {
                    Id: 'api',
                    DomainName: 'api.execute-api.us-east-1.amazonaws.com',
                    CustomOriginConfig: {},
                    OriginCustomHeaders: [{ HeaderName: 'X-Tollgate-Origin', HeaderValue: 'known' }],
                  },
                ],
                DefaultCacheBehavior: {
                  TargetOriginId: 'files',
                  ResponseHeadersPolicyId: { Ref: 'Policy' },
                  FunctionAssociations: [
                    { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Pages', 'FunctionARN'] } },
                    { EventType: 'viewer-response', FunctionARN: { 'Fn::GetAtt': ['Status', 'FunctionARN'] } },
                  ],
                },
                CacheBehaviors: [
                  { PathPattern: '/public/*', TargetOriginId: 'facts', ResponseHeadersPolicyId: { Ref: 'Policy' } },
                  { PathPattern: '/v1/files/*', TargetOriginId: 'files' },
                  { PathPattern: '/v1/*', ...toApi, ResponseHeadersPolicyId: { Ref: 'Policy' } },
                  { PathPattern: '/data*', ...toApi },
                ],
              },
            },
          },
        },
      },
    }),
  );
}

async function serve({ timeoutMs = 30_000, fn = pool(echo), s3 = 'http://127.0.0.1:9' } = {}) {
  const template = assembly();
  const resolver = createResolver(template);
  const portal = scratch();
  mkdirSync(join(portal, 'assets'));
  writeFileSync(join(portal, 'index.html'), '<!doctype html><title>Portal</title>');
  writeFileSync(join(portal, '404.html'), '<!doctype html><title>Portal, elsewhere</title>');
  writeFileSync(join(portal, 'assets/app.js'), 'export {};');
  mkdirSync(join(portal, 'v1/files'), { recursive: true });
  writeFileSync(join(portal, 'v1/files/app.js'), 'export {};');
  const log: string[] = [];
  const api = apiGateway({
    routes: readRoutes(template, resolver),
    functions: new Map([['Fixture', fn]]),
    clock: createClock(),
    timeoutMs,
    log: (line) => log.push(line),
  });
  const port = await choosePort(0);
  const server = await listen(
    port,
    cloudFront({
      behaviourFor: readDistribution(template, resolver),
      api,
      objects: bucketObjects(s3),
      folders: [portal],
    }),
  );
  onTestFinished(server.close);
  return { port, log, get: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init) };
}

test('a path whose origin is another bucket is answered with its object, as it was stored', async () => {
  const { endpoint, stop } = await startQueuesAndBuckets();
  onTestFinished(stop);
  const s3 = new S3Client({ ...localAws, endpoint });
  await s3.send(new CreateBucketCommand({ Bucket: 'facts' }));
  const object = { Bucket: 'facts', Key: 'public/posts.json', ContentType: 'application/json', Body: '{"records":3}' };
  await s3.send(new PutObjectCommand({ ...object, CacheControl: 'public, max-age=60' }));
  const { get } = await serve({ s3: endpoint });
  const found = await get('/public/posts.json');
  expect([found.status, await found.text()]).toEqual([200, '{"records":3}']);
  expect(found.headers.get('content-type')).toBe('application/json');
  expect(found.headers.get('cache-control')).toBe('public, max-age=60');
  expect(found.headers.get('content-security-policy')).toBe("default-src 'self'");
  expect((await get('/public/films.json')).status).toBe(404);
  expect((await get('/public/posts.json', { method: 'PUT', body: '{}' })).status).toBe(405);
  expect(await (await get('/public/posts.json', { method: 'HEAD' })).text()).toBe('');
});

const eventOf = async (response: Promise<Response>) => (await response).json() as Promise<APIGatewayProxyEventV2>;

test.each([
  ['GET', '/v1/keys/current', 'GET /v1/keys/current', {}],
  ['GET', '/v1/keys/a%2Fb', 'GET /v1/keys/{id}', { id: 'a/b' }],
  ['DELETE', '/v1/keys/a', 'ANY /v1/keys/{id}', { id: 'a' }],
  ['GET', '/v1/keys/a/b', 'ANY /v1/{proxy+}', { proxy: 'keys/a/b' }],
  ['GET', '/data/posts/counts', 'GET /data/{dataset}/counts', { dataset: 'posts' }],
  ['GET', '/data/posts/7', 'GET /data/{dataset}/{id}', { dataset: 'posts', id: '7' }],
  ['POST', '/data/posts/7', undefined, undefined],
  ['GET', '/data/posts/', undefined, undefined],
])('%s %s goes to the most specific route', (method, path, routeKey, pathParameters) => {
  const template = assembly();
  const match = matchRoute(readRoutes(template, createResolver(template)), method, path);
  expect(match && { routeKey: match.routeKey, pathParameters: match.pathParameters }).toEqual(
    routeKey && { routeKey, pathParameters },
  );
});

test('the first behaviour whose pattern matches decides between the API and the files', async () => {
  const { get } = await serve();
  expect(await (await get('/v1/keys/1')).json()).toMatchObject({ routeKey: 'GET /v1/keys/{id}' });
  expect(await (await get('/v1/files/app.js')).text()).toBe('export {};');
  expect(await (await get('/dashboard')).text()).toContain('<title>Portal</title>');
});

test('an unknown address gets the not-found page, with status 404', async () => {
  const { get } = await serve();
  const unknown = await get('/anything/else');
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(await unknown.text()).toContain('<title>Portal, elsewhere</title>');
  expect((await get('/dashboard')).status).toBe(200);
});

test('files have their types, a page without an extension is the portal, and a missing file is a 404', async () => {
  const { get } = await serve();
  const script = await get('/assets/app.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect((await get('/dashboard')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await get('/assets/gone.js')).status).toBe(404);
  expect((await get('/..%2f..%2fetc/passwd.txt')).status).toBe(404);
  expect((await get('/dashboard', { method: 'POST' })).status).toBe(405);
});

test('the template’s security headers are on the answers of the behaviours that name them', async () => {
  const { get } = await serve();
  const page = await get('/');
  expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");
  expect((await get('/v1/keys/1')).headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('/data/posts/1')).headers.get('x-content-type-options')).toBeNull();
});

test('the API learns about the viewer only from CloudFront: headers that the client claims are replaced', async () => {
  const { get } = await serve();
  const claimed = { 'x-tollgate-origin': 'forged', 'true-client-ip': '6.6.6.6', 'x-a': '1' };
  const event = await eventOf(get('/v1/echo', { method: 'POST', headers: claimed }));
  expect(event.headers).toMatchObject({ 'x-tollgate-origin': 'known', 'x-a': '1' });
  expect(event.headers['true-client-ip']).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect(event.headers.host).not.toContain('localhost');
});

test.each([
  ['application/json', false],
  ['text/plain; charset=utf-8', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
])('a body of %s arrives base64: %s', async (type, isBase64Encoded) => {
  const { get } = await serve();
  const body = '{"é":1}';
  const event = await eventOf(get('/v1/echo', { method: 'POST', body, headers: { 'content-type': type } }));
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
});

test('the event has cookies apart, repeated query parameters joined, and the raw query as it came', async () => {
  const { get } = await serve();
  const event = await eventOf(get('/v1/keys/x?a=1&a=2&b=%20', { headers: { cookie: 's=1; t=2' } }));
  expect(event).toMatchObject({
    version: '2.0',
    cookies: ['s=1', 't=2'],
    rawQueryString: 'a=1&a=2&b=%20',
    queryStringParameters: { a: '1,2', b: ' ' },
    requestContext: { http: { method: 'GET', path: '/v1/keys/x' } },
  });
  expect(event.headers).not.toHaveProperty('cookie');
});

test('a HEAD gets the status and the fields of its answer, and none of its content', async () => {
  const { get } = await serve();
  const head = await get('/v1/bytes', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await head.arrayBuffer()).byteLength).toBe(0);
  expect((await get('/data/posts/counts', { method: 'HEAD' })).status, 'a route of GET alone').toBe(404);
});

test('a function’s bytes, cookies and status reach the client', async () => {
  const { get } = await serve();
  const bytes = await get('/v1/bytes');
  expect([bytes.headers.get('content-type'), [...new Uint8Array(await bytes.arrayBuffer())]]).toEqual([
    'image/png',
    [0, 255],
  ]);
  const cookies = await get('/v1/cookies');
  expect([cookies.status, cookies.headers.getSetCookie()]).toEqual([204, ['a=1', 'b=2']]);
});

test.each([
  ['/data/nothing/here/at/all', 404, 'Not Found'],
  ['/v1/crash', 500, 'Internal Server Error'],
  ['/v1/throw', 500, 'Internal Server Error'],
  ['/v1/malformed', 500, 'Internal Server Error'],
])(
  'a request that no function answers, %s, gets API Gateway’s own %i: no problem, no caching header',
  async (path, status, message) => {
    const { get } = await serve();
    const response = await get(path);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBeNull();
  },
);

test('the API’s log says why a function’s answer is missing', async () => {
  const { get, log } = await serve();
  await get('/v1/throw');
  expect(log).toEqual(['ANY /v1/{proxy+} was not answered: Error: inside']);
});

test('a request that takes longer than the API waits is answered 503', async () => {
  const { get } = await serve({ timeoutMs: 300 });
  const response = await get('/v1/slow');
  expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('the API’s limit counts a function’s work alone, not a cold start or the wait for a process on a busy machine', async () => {
  const invoke: FunctionPool['invoke'] = async (_, begun) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    begun?.();
    return { ok: true, value: { statusCode: 204 } };
  };
  const { get } = await serve({ timeoutMs: 20, fn: { ...pool(echo), invoke } });
  expect((await get('/v1/keys/1')).status).toBe(204);
});

test('a body of more than 10 MB is answered 413', async () => {
  const { get } = await serve();
  const response = await get('/v1/echo', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect([response.status, await response.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
});

test.each([
  ['/v1/keys/a%2Fb', '/v1/keys/a/b'],
  ['/v1/keys/100%25', '/v1/keys/100%'],
  ['/v1/keys/a%2520b', '/v1/keys/a%20b'],
  ['/v1/keys/caf%C3%A9', '/v1/keys/café'],
  ['/v1/keys/a%3Fb', '/v1/keys/a'],
  ['/v1//keys', '/v1/keys'],
  ['/v1/keys/%zz', '/v1/keys/%zz'],
])('a function hears of %s as %s, as from an HTTP API, and from the edge how it was written', async (path, rawPath) => {
  const { get } = await serve();
  const event = await eventOf(get(path, { headers: { 'x-tollgate-path': '/v1/forged' } }));
  expect(event).toMatchObject({ rawPath, requestContext: { http: { path: rawPath } } });
  expect(event.headers['x-tollgate-path']).toBe(path);
});

test('a megabyte of headers is answered 431, and the client sees it', async () => {
  const { port } = await serve();
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET /v1/keys/1 HTTP/1.1\r\nhost: localhost\r\nx-large: ${'a'.repeat(1_000_000)}\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text)).on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status: 431, code: 'too_large' });
});

test('bytes that are not HTTP are answered 400', async () => {
  const { port } = await serve();
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
    socket
      .setEncoding('utf8')
      .on('data', (chunk) => resolve(String(chunk)))
      .on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

test('a second world on a taken port gets an error that names the port and says what to do', async () => {
  const { port } = await serve();
  await expect(choosePort(port)).rejects.toThrow(
    `Port ${port} is taken: something else listens there. Stop it, or set PORT to another.`,
  );
});
