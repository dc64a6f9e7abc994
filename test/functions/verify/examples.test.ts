import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTollgate, TollgateRefusal } from '../../../clients/node/tollgate.ts';
import { trendsOnExpress } from '../../../examples/express.ts';
import { trendsOnHono } from '../../../examples/hono.ts';
import { liveKey } from '../meter.ts';
import { serviceKey, verifyApp } from './verify-app.ts';

const url = 'https://shop.example';
const clientOf = (send: typeof fetch, more = {}) => createTollgate({ url, serviceKey, fetch: send, ...more });

type Get = (path: string, key?: string) => Promise<Response>;
const headersOf = (key?: string): Record<string, string> =>
  key === undefined ? {} : { authorization: `Bearer ${key}` };

describe.each(['Express', 'Hono'])('the example on %s', (name) => {
  let app = verifyApp();
  let get: Get;
  let close = async () => {};

  beforeAll(async () => {
    const tollgate = clientOf(((...call) => app.fetch(...call)) as typeof fetch);
    if (name === 'Hono') {
      const hono = trendsOnHono(tollgate);
      get = async (path, key) => hono.request(path, { headers: headersOf(key) });
      return;
    }
    const server = trendsOnExpress(tollgate).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    get = (path, key) => fetch(`http://127.0.0.1:${port}${path}`, { headers: headersOf(key) });
    close = () => new Promise((resolve) => server.close(() => resolve()));
  });
  afterAll(() => close());

  it('serves a buyer and charges what it served', async () => {
    app = verifyApp();
    const response = await get('/trends/acme', liveKey);
    expect([response.status, response.headers.get('tollgate-cost')]).toEqual([200, '3']);
    expect(response.headers.get('ratelimit')).toBe('"allowance";r=97');
    expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(3);
    expect(app.state).toMatchObject({ left: 97, reserved: 0 });
  });

  it('refuses without a key, and past the limit, as Tollgate would', async () => {
    app = verifyApp({ units: 2 });
    expect((await get('/trends/acme')).status).toBe(401);
    const response = await get('/trends/acme', liveKey);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ code: 'quota_exhausted', status: 429 });
    expect(app.state).toMatchObject({ left: 2, reserved: 0 });
  });

  it('charges nothing where its own work fails', async () => {
    app = verifyApp();
    expect((await get('/trends/broken', liveKey)).status).toBe(500);
    expect(app.state).toMatchObject({ left: 100, reserved: 0 });
  });
});

describe('the client', () => {
  const call = { key: liveKey, upstream: 'trends', units: 4 };
  /** Loses the first answers on their way back, or never lets the question arrive. */
  const losing = (app: ReturnType<typeof verifyApp>, count: number) => {
    let left = count;
    return (async (...sent) => {
      const response = await app.fetch(...sent);
      if (left-- > 0) throw new TypeError('connection reset');
      return response;
    }) as typeof fetch;
  };

  it('asks again when an answer is lost, and is charged once', async () => {
    const app = verifyApp();
    expect(await clientOf(losing(app, 2)).verify(call)).toMatchObject({ allowed: true, metered: true, cost: 4 });
    expect(app.asked).toHaveLength(3);
    expect(app.state.left).toBe(96);
  });

  it('gives up after its tries and allows nothing', async () => {
    const app = verifyApp();
    expect(await clientOf(losing(app, 9)).verify(call)).toMatchObject({ allowed: false, status: 503 });
    expect(app.asked).toHaveLength(3);
  });

  it('sends no request id and asks once where it may not ask again', async () => {
    const bodies: unknown[] = [];
    const send = (async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return new Response('', { status: 503 });
    }) as typeof fetch;
    expect(await clientOf(send, { retries: 0 }).verify(call)).toMatchObject({ allowed: false, status: 503 });
    expect(bodies).toEqual([call]);
  });

  it('ends with its budget, whatever hangs', async () => {
    const send = ((_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      })) as typeof fetch;
    expect(await clientOf(send, { budgetMs: 20 }).verify(call)).toMatchObject({ allowed: false, status: 503 });
  });

  it('allows unmetered only where it was told to', async () => {
    const down = (async () => new Response('', { status: 502 })) as typeof fetch;
    const verdict = await clientOf(down, { whenUnreachable: 'open' }).verify(call);
    expect(verdict).toMatchObject({ allowed: true, metered: false, cost: 0 });
  });

  it.each([
    ['an answer that is no JSON', '<html>', 200],
    ['an answer that says neither yes nor no', '{"allowed":"yes"}', 200],
  ])('takes %s for none', async (_, text, status) => {
    const send = (async () => new Response(text, { status })) as typeof fetch;
    expect(await clientOf(send).verify(call)).toMatchObject({ allowed: false, status: 503 });
  });

  it('throws where its own set-up is wrong, and names no key', async () => {
    const app = verifyApp();
    const failing = clientOf(app.fetch).verify({ ...call, upstream: 'unknown' });
    await expect(failing).rejects.toThrow(TollgateRefusal);
    await expect(failing).rejects.not.toThrow(liveKey);
    expect(() => createTollgate({ url, serviceKey: liveKey })).toThrow('serviceKey must be a service key');
  });
});
