/** The three ways in front of an operator's own API, as they are deployed. */
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { createTollgate } from '../../clients/node/tollgate.ts';
import { trendsOnExpress } from '../../examples/express.ts';
import { trendsOnHono } from '../../examples/hono.ts';
import type { UsageView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  call,
  freshEmail,
  local,
  newKey,
  post,
  read,
  signUp,
  worldUrl,
} from '../support/client.ts';

type Mentions = { readonly items: readonly { readonly day: string; readonly mentions: number }[] };

async function payingBuyer(name: string) {
  const person = await signUp(freshEmail(name));
  await buy(person, 'basic');
  await acceptLicences(person);
  return { person, key: (await newKey(person)).secret, testKey: (await newKey(person, 'test')).secret };
}

type Buyer = Awaited<ReturnType<typeof payingBuyer>>;

/** API Gateway's question to the authorizer. */
async function authorized(authorization: string, rawPath = '/estimates/acme', apiId = 'yourapi000') {
  const http = { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7', userAgent: 'test' };
  const requestContext = { apiId, requestId: 'request-1', stage: '$default', routeKey: 'GET /estimates/{brand}', http };
  const event = {
    version: '2.0',
    type: 'REQUEST',
    rawPath,
    rawQueryString: '',
    headers: { authorization },
    requestContext,
  };
  return (await post('/__local/authorizer', event)).body;
}

/** The units of an upstream that the buyer sees. */
async function usedOf({ person }: Buyer, bucket: string): Promise<number> {
  await local.advance(0);
  const { body } = await person.get<UsageView>('/v1/usage?by=dataset');
  return body.data.find((row) => row.bucket === bucket)?.units ?? 0;
}

/** Expects the buyer to see so many units, without a further call. */
async function expectUsed(buyer: Buyer, bucket: string, units: number): Promise<void> {
  expect(await usedOf(buyer, bucket)).toBe(units);
}

let buyer: Buyer;
beforeAll(async () => {
  await local.faults({});
  buyer = await payingBuyer('upstreams');
});

test('a call through the gateway costs what the list in its answer holds, what a header of it says, or one', async () => {
  const { key } = buyer;
  const page = await read<Mentions>('/gateway/trends/mentions/Havnora?days=7', key);
  expect(page).toMatchObject({ status: 200 });
  expect(page.body.items).toHaveLength(7);
  expect(page.headers.get('tollgate-cost')).toBe('7');
  expect(page.headers.get('tollgate-upstream')).toBe('trends');
  expect(page.headers.get('x-request-id')).toMatch(/\S/);
  expect(page.headers.get('link')).toContain('rel="license"');
  expect(Number(page.headers.get('tollgate-remaining'))).toBeLessThanOrEqual(9_993);
  const summary = await read('/gateway/trends/summary/Havnora?days=95', key);
  expect([summary.status, summary.headers.get('tollgate-cost')]).toEqual([200, '10']);
  const brands = await read('/gateway/trends/brands', key);
  expect([brands.status, brands.headers.get('tollgate-cost')]).toEqual([200, '1']);
  await expectUsed(buyer, 'gateway:trends', 18);
});

test('a call that times out, gets too large an answer, finds nothing or is not allowed costs nothing', async () => {
  const { key } = buyer;
  const before = await usedOf(buyer, 'gateway:trends');
  const slow = await read('/gateway/trends/slow', key);
  expect(slow).toMatchObject({ status: 504, body: { code: 'upstream_timeout' } });
  const large = await read<{ detail: string }>('/gateway/trends/archive', key);
  expect(large).toMatchObject({ status: 502, body: { code: 'upstream_too_large' } });
  expect(large.body.detail).toContain('a smaller page, fewer fields');
  expect((await read('/gateway/trends/nothing', key)).status).toBe(404);
  expect(await read('/gateway/nowhere', key)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const posted = await call('/gateway/trends/brands', { method: 'POST', headers: { authorization: `Bearer ${key}` } });
  expect(posted).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(await read('/gateway/trends/brands?key=x', key)).toMatchObject({
    status: 400,
    body: { code: 'key_in_query' },
  });
  expect(await call('/gateway/trends')).toMatchObject({ status: 401, body: { code: 'key_missing' } });
  await expectUsed(buyer, 'gateway:trends', before);
});

test('a test key calls the sandbox behind the gateway and costs nothing', async () => {
  const { key, testKey } = buyer;
  const sandbox = await read<Mentions>('/gateway/trends/mentions/Havnora?days=3', testKey);
  expect([sandbox.status, sandbox.headers.get('tollgate-cost')]).toEqual([200, '0']);
  const real = await read<Mentions>('/gateway/trends/mentions/Havnora?days=3', key);
  expect(sandbox.body.items).not.toEqual(real.body.items);
});

test('the examples on Express and Hono verify against the deployment, and what they served is in the buyer’s usage', async () => {
  const { key } = buyer;
  const before = await usedOf(buyer, 'gateway:trends');
  const { serviceKey } = await local.status();
  const tollgate = createTollgate({ url: worldUrl(), serviceKey, budgetMs: 20_000 });
  const server = trendsOnExpress(tollgate).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: `Bearer ${key}` };
    const express = await fetch(`http://127.0.0.1:${port}/trends/acme`, { headers });
    expect([express.status, express.headers.get('tollgate-cost')]).toEqual([200, '3']);
    const hono = await trendsOnHono(tollgate).request('/trends/acme', { headers });
    expect([hono.status, hono.headers.get('tollgate-cost')]).toEqual([200, '3']);
    const unknown = await trendsOnHono(tollgate).request('/trends/acme');
    expect(unknown.status).toBe(401);
  } finally {
    server.close();
  }
  await expectUsed(buyer, 'gateway:trends', before + 6);
  const refused = await post('/v1/verify', { key, upstream: 'trends' }, { authorization: `Bearer ${key}` });
  expect(refused).toMatchObject({ status: 401, body: { code: 'key_invalid' } });
});

test('the authorizer, asked as API Gateway asks it, lets a key through at the price of the route, and nobody else', async () => {
  const { key, testKey } = buyer;
  expect(await authorized(`Bearer ${key}`)).toMatchObject({
    isAuthorized: true,
    context: { environment: 'live', cost: 5 },
  });
  expect(await authorized(`Bearer ${key}`, '/cheap')).toMatchObject({ isAuthorized: true, context: { cost: 1 } });
  expect(await authorized(`Bearer ${testKey}`)).toMatchObject({ isAuthorized: true, context: { cost: 0 } });
  expect(await authorized('')).toEqual({ isAuthorized: false, context: { reason: 'key_malformed' } });
  expect(await authorized(`Bearer ${key}`, '/cheap', 'elsewhere0')).toMatchObject({ isAuthorized: false });
  await expectUsed(buyer, 'gateway:reach', 6);
});

test('an allowance is never passed through the gateway: a call that could cost more than is left is not made', async () => {
  const limited = await payingBuyer('gateway-limit');
  let served = 0;
  let page = await read('/gateway/trends/mentions/Havnora?days=1000', limited.key);
  for (; page.status === 200; page = await read('/gateway/trends/mentions/Havnora?days=1000', limited.key)) {
    expect(page.headers.get('tollgate-cost')).toBe('1000');
    served += 1_000;
  }
  expect(page).toMatchObject({ status: 429, body: { code: 'quota_exhausted' } });
  const seconds = Number(page.headers.get('retry-after'));
  if (seconds !== 30) expect(seconds, 'nothing can come back').toBeGreaterThan(86_400);
  expect([9_000, 10_000]).toContain(served);
  await expectUsed(limited, 'gateway:trends', served);
});

test('a key that was revoked is refused through the gateway within two seconds', async () => {
  const created = await newKey(buyer.person);
  const { person } = buyer;
  expect((await read('/gateway/trends/brands', created.secret)).status).toBe(200);
  expect((await person.send('DELETE', `/v1/keys/${created.id}`)).status).toBe(204);
  await local.advance(2);
  expect(await read('/gateway/trends/brands', created.secret)).toMatchObject({
    status: 401,
    body: { code: 'key_invalid' },
  });
});
