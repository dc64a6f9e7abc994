import { beforeAll, describe, expect, test } from 'vitest';
import type { Listing } from '../../../shared/http/views.ts';
import { acceptLicences, freshEmail, local, newKey, type Person, read, signUp } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';
import { payingBuyer } from './paying-buyer.ts';

let buyer: Person;
let secret: string;

beforeAll(async () => {
  ({ buyer, secret } = await payingBuyer());
});

describe('keys and licences', () => {
  test('no key before the licence is accepted', async () => {
    const other = await signUp(freshEmail('no-licence'));
    expectProblem(
      await other.send('POST', '/v1/keys', { label: 'x', environment: 'test' }),
      403,
      'licence_not_accepted',
    );
    expect((await other.get<Listing<unknown>>('/v1/keys')).body.data).toEqual([]);
  });
  test('only 10 of many keys requested at once are created', async () => {
    const other = await signUp(freshEmail('ten-keys'));
    await acceptLicences(other);
    const make = (label: string) => other.send('POST', '/v1/keys', { label, environment: 'test' });
    const replies = await Promise.all(Array.from({ length: 14 }, (_, i) => make(`k${i}`)));
    expect(replies.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(10);
    for (const { status } of replies) expect([201, 409, 503]).toContain(status);
    let more = await make('more');
    for (let tries = 0; more.status !== 409 && tries < 30; tries++) {
      expect([201, 503]).toContain(more.status);
      more = await make('more');
    }
    expectProblem(more, 409, 'key_limit');
    expect((await other.get<Listing<unknown>>('/v1/keys')).body.data).toHaveLength(10);
  });
  test('a stale licence text cannot be accepted', async () => {
    const reply = await buyer.send('POST', '/v1/licences', {
      id: 'films',
      version: '2020-01-01',
      sha256: '0'.repeat(64),
      name: 'A',
      role: 'B',
    });
    expectProblem(reply, 409, 'licence_stale');
  });
  test("another account's key is not there", async () => {
    const other = await signUp(freshEmail('key-thief'));
    const { data } = (await buyer.get<Listing<{ id: string }>>('/v1/keys')).body;
    expectProblem(await other.send('DELETE', `/v1/keys/${data[0]!.id}`), 404, 'not_found');
    expect((await read('/data', secret)).status).toBe(200);
  });
  test('a label that turns the direction of text, an unknown environment, scope, network and a past expiry are named', async () => {
    const make = (over: object) => buyer.send('POST', '/v1/keys', { label: 'x', environment: 'test', ...over });
    expectProblem(await make({ label: 'a\u202eb' }), 400, 'invalid_request', 'label');
    expectProblem(await make({ environment: 'production' }), 400, 'invalid_request', 'environment');
    expectProblem(await make({ scopes: ['secrets'] }), 400, 'invalid_request', 'scopes');
    expectProblem(await make({ cidrs: ['10.0.0.1'] }), 400, 'invalid_request', 'cidrs.0');
    expectProblem(await make({ expiresAt: '2020-01-01T00:00:00Z' }), 400, 'invalid_request', 'expiresAt');
  });
  test('a revoked key, one of another network, and one of another dataset are refused', async () => {
    const other = await signUp(freshEmail('limits'));
    await acceptLicences(other);
    const make = async (over: object) =>
      (
        await other.send<{ id: string; secret: string }>('POST', '/v1/keys', {
          label: 'x',
          environment: 'test',
          ...over,
        })
      ).body;
    const revoked = await make({});
    expect((await other.send('DELETE', `/v1/keys/${revoked.id}`)).status).toBe(204);
    expectProblem(await read('/data/posts', revoked.secret), 401, 'key_invalid');
    expectProblem(await read('/data/posts', (await make({ cidrs: ['203.0.113.0/24'] })).secret), 403, 'ip_not_allowed');
    expectProblem(await read('/data/posts', (await make({ scopes: ['films'] })).secret), 403, 'scope_missing');
  });
  test('a rotated key works for the overlap, its successor beyond', async () => {
    const other = await signUp(freshEmail('rotate'));
    await acceptLicences(other);
    const old = await newKey(other, 'test');
    const next = await other.send<{ secret: string }>('POST', `/v1/keys/${old.id}/rotate`, { overlapSeconds: 3600 });
    expect((await read('/data/posts?limit=1', old.secret)).status).toBe(200);
    await local.advance(3601);
    expectProblem(await read('/data/posts?limit=1', old.secret), 401, 'key_invalid');
    expect((await read('/data/posts?limit=1', next.body.secret)).status).toBe(200);
  });
});
