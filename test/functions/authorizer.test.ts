import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { authorizer } from '../../functions/authorizer/handler.ts';
import { defineTollgate } from '../../shared/domain/catalog/define.ts';
import { logOf } from '../../shared/log.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { valid } from '../domain/catalog/configuration.ts';
import { liveKey, meter, testKey } from './meter.ts';

const catalog = defineTollgate({
  ...valid,
  upstreams: valid.upstreams?.map((each) =>
    each.id === 'own'
      ? { ...each, maxUnits: 5, routes: [{ path: '/dear/{id}', cost: { per: 'request', units: 5 } }] }
      : each,
  ),
});

function guard(units = 100) {
  const metering = meter(units);
  const state = { isAway: false };
  const firstReads: string[] = [];
  const handler = authorizer({
    log: logOf('authorizer', () => {}),
    catalog,
    admit: (request) =>
      state.isAway ? Promise.reject(new StorageUnavailable(new Error('away'))) : metering.admit(request),
    firstReads: { note: async (accountId) => void firstReads.push(accountId) },
    now: () => new Date('2026-11-20T12:00:00Z'),
  });
  const ask = (path = '/cheap', { authorization = `Bearer ${liveKey}`, apiId = 'a1b2c3d4e5' } = {}) =>
    handler({
      rawPath: path,
      headers: { authorization },
      requestContext: { apiId, requestId: 'request-1', http: { method: 'GET', sourceIp: '198.51.100.7' } },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
  return { ...metering, firstReads, storage: state, ask };
}

describe('the authorizer', () => {
  it('lets a call through that is metered with the yes, at what its route costs, and says whose it is', async () => {
    const app = guard();
    expect(await app.ask('/cheap')).toEqual({
      isAuthorized: true,
      context: {
        ...{ accountId: 'acct_1', keyId: 'key_1', environment: 'live', cost: 1, remaining: 99 },
        ...{ rateLimit: '"allowance";r=99', rateLimitPolicy: '"allowance";q=100;qu="records"' },
        receipt: 'the receipt of entry 1',
      },
    });
    expect(await app.ask('/dear/7')).toMatchObject({ context: { cost: 5 } });
    expect(app.asked).toMatchObject([
      { datasetId: 'gateway:own', address: '198.51.100.7' },
      { unitsWanted: 5, weight: 5 },
    ]);
    expect(app.state).toMatchObject({ left: 94, reserved: 0 });
    expect(app.entered.map(({ kind, query }) => [kind, query])).toEqual([
      ['allowed', 'GET /cheap'],
      ['allowed', 'GET /dear/7'],
    ]);
  });

  it('meters every call, the same one too', async () => {
    const app = guard(2);
    const verdicts = [await app.ask(), await app.ask(), await app.ask()];
    expect(verdicts.map(({ isAuthorized }) => isAuthorized)).toEqual([true, true, false]);
    expect(verdicts[2]?.context).toEqual({ reason: 'quota_exhausted' });
  });

  it('lets a test key through, charges nothing, and ends the first steps', async () => {
    const app = guard();
    expect(await app.ask('/cheap', { authorization: `Bearer ${testKey}` })).toMatchObject({
      isAuthorized: true,
      context: { environment: 'test', cost: 0 },
    });
    expect(app.state.left).toBe(100);
    await app.ask('/cheap', { authorization: `Bearer ${testKey}` });
    await app.ask('/cheap');
    expect(app.firstReads, 'a first read, noted once').toHaveLength(1);
  });

  it.each([
    ['no key', '/cheap', { authorization: '' }, 'key_malformed'],
    ['what is no key', '/cheap', { authorization: 'Bearer tg_live_x' }, 'key_malformed'],
    ['an API that it does not guard', '/cheap', { apiId: 'zzzzzzzzzz' }, 'not_found'],
    ['a path that servers read in two ways', '/cheap/..%2fdear/1', {}, 'invalid_request'],
  ])('refuses %s without asking anybody', async (_, path, call, reason) => {
    const app = guard();
    expect(await app.ask(path, call)).toEqual({ isAuthorized: false, context: { reason } });
    expect(app.asked).toEqual([]);
  });

  it.each([
    ['/dear/100%', 5],
    ['/dear/a%20b', 5],
    ['/dear/café', 5],
    ['/cheap/dear/7', 1],
  ])('prices %s as API Gateway hands it on: decoded once already', async (path, cost) => {
    const app = guard();
    expect(await app.ask(path)).toMatchObject({ isAuthorized: true, context: { cost } });
  });

  it('refuses a path whose price depends on whether it is decoded once more', async () => {
    const app = guard();
    expect(await app.ask('/d%65ar/7')).toEqual({ isAuthorized: false, context: { reason: 'invalid_request' } });
    expect(app.asked).toEqual([]);
  });

  it('refuses what cannot be counted', async () => {
    const app = guard();
    app.storage.isAway = true;
    expect(await app.ask()).toEqual({ isAuthorized: false, context: { reason: 'metering_unavailable' } });
  });
});
