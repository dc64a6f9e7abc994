import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachOf } from '../../../functions/gateway/reach.ts';
import type { Upstream } from '../../../shared/domain/catalog/upstream.ts';
import { operatorsApi } from './upstream-server.ts';

let api: Awaited<ReturnType<typeof operatorsApi>>;
beforeAll(async () => {
  api = await operatorsApi();
  api.says({ body: '{}' });
});
afterAll(() => api.close());

const upstreamAt = (baseUrl: string, testBaseUrl?: string): Upstream => ({
  id: 'trends',
  title: 'Trends',
  description: 'Counts.',
  licence: 'standard',
  baseUrl,
  ...(testBaseUrl === undefined ? {} : { testBaseUrl }),
  timeoutMs: 1_000,
  cost: { per: 'request' },
  maxUnits: 1,
});
const calling = (base: URL) => ({ base, method: 'GET', path: '/', headers: {}, timeoutMs: 1_000 });

describe('where upstreams are', () => {
  it('is what the configuration says, for live keys and for test keys, and nowhere for test keys without a sandbox', () => {
    const { baseOf } = reachOf({ stage: 'prod' });
    const both = upstreamAt('https://api.example.com/v1', 'https://sandbox.example.com');
    expect(baseOf(both, 'live')?.href).toBe('https://api.example.com/v1');
    expect(baseOf(both, 'test')?.href).toBe('https://sandbox.example.com/');
    expect(baseOf(upstreamAt('https://api.example.com'), 'test')).toBeNull();
  });

  it('is on this machine for those that something stands in for in the local world, which is then called, and nobody else', async () => {
    const { baseOf, call } = reachOf({ stage: 'local', standIns: JSON.stringify({ trends: api.url }) });
    const base = baseOf(upstreamAt('https://api.example.com/v1', 'https://sandbox.example.com/box'), 'live')!;
    expect(base.href).toBe(`${api.url}/v1`);
    expect(await call(calling(base))).toMatchObject({ ok: true, reply: { status: 200 } });
    const other = await operatorsApi();
    expect(await call(calling(new URL(other.url)))).toMatchObject({ ok: false, failure: 'not_public' });
    expect(other.seen).toEqual([]);
    await other.close();
    const elsewhere = { ...upstreamAt(other.url), id: 'other' };
    expect(baseOf(elsewhere, 'live')?.href).toBe(`${other.url}/`);
  });

  it.each(['dev', 'prod'])('has no stand-ins in the stage %s: the function does not start with one', (stage) => {
    const standIns = JSON.stringify({ trends: api.url });
    expect(() => reachOf({ stage, standIns })).toThrow('LOCAL_UPSTREAMS is for the local world only');
  });

  it('has no stand-ins but on 127.0.0.1', () => {
    const standIns = JSON.stringify({ trends: 'http://169.254.169.254' });
    expect(() => reachOf({ stage: 'local', standIns })).toThrow('must be on 127.0.0.1');
  });

  it('is never private without a stand-in', async () => {
    const { call } = reachOf({ stage: 'local' });
    const before = api.seen.length;
    expect(await call(calling(new URL(api.url)))).toMatchObject({ ok: false, failure: 'not_public' });
    expect(api.seen.length).toBe(before);
  });
});
