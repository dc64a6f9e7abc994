/** Keys for pages that people have open: 15 minutes, one a person, beside the keys that an organization may have. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditView, CreatedKeyView, KeyView, Listing, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';

let nowMs: number;
let app: App;
let buyer: Person;
beforeEach(async () => {
  nowMs = Date.parse('2026-12-01T12:00:00.000Z');
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => new Date(nowMs) });
  buyer = await signUp(app, 'reader@buyer.example');
  await acceptLicences(buyer);
});

const mint = (more: object = {}, who = buyer) =>
  who.send<CreatedKeyView & Problem>('POST', '/v1/keys', { purpose: 'browser', ...more });
const listed = async () => (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data;
const statusOf = async (secret: string) =>
  (await app.request('GET', '/data/posts?limit=1', { headers: { authorization: `Bearer ${secret}` } })).status;

describe('a browser key', () => {
  test('is a test key that reads samples for 15 minutes, to the millisecond', async () => {
    const { status, body } = await mint();
    expect(status).toBe(201);
    expect(body).toMatchObject({ environment: 'test', purpose: 'browser', expiresAt: '2026-12-01T12:15:00.000Z' });
    nowMs += 15 * 60_000 - 1;
    expect(await statusOf(body.secret)).toBe(200);
    nowMs += 1;
    expect(await statusOf(body.secret)).toBe(401);
  });

  test('takes no place of the ten, and takes none when they are full', async () => {
    await mint();
    for (let i = 0; i < 10; i += 1) await newKey(buyer, 'test');
    expect((await buyer.send('POST', '/v1/keys', { label: 'k', environment: 'test' })).status).toBe(409);
    expect((await mint()).status).toBe(201);
  });

  test('replaces the one that the same person had', async () => {
    const first = (await mint()).body;
    nowMs += 1_000;
    const second = (await mint()).body;
    expect([await statusOf(first.secret), await statusOf(second.secret)]).toEqual([401, 200]);
    expect(await listed()).toMatchObject([
      { id: second.id, revokedAt: null },
      { id: first.id, revokedAt: '2026-12-01T12:00:01.000Z' },
    ]);
  });

  test('is one in the end, of several minted at once', async () => {
    const made = await Promise.all([mint(), mint(), mint()]);
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    const states = await Promise.all(made.map(({ body }) => statusOf(body.secret)));
    expect(states.filter((status) => status === 200)).toHaveLength(1);
  });

  test('is listed with its purpose, and revoked like any key', async () => {
    const { body } = await mint();
    await newKey(buyer, 'test');
    expect((await listed()).map(({ purpose }) => purpose).toSorted()).toEqual(['browser', null]);
    expect((await buyer.send('DELETE', `/v1/keys/${body.id}`)).status).toBe(204);
    expect(await statusOf(body.secret)).toBe(401);
  });

  test('leaves its line in the trail, with its purpose', async () => {
    const { body } = await mint();
    const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
    const line = data.find(({ action, detail }) => action === 'key.created' && detail.key === body.id);
    expect(line?.detail).toMatchObject({ purpose: 'browser', environment: 'test' });
  });

  test('is not rotated', async () => {
    const { body } = await mint();
    const { status, body: problem } = await buyer.send<Problem>('POST', `/v1/keys/${body.id}/rotate`, {
      overlapSeconds: 0,
    });
    expect([status, problem.code]).toEqual([409, 'conflict']);
    expect(await statusOf(body.secret)).toBe(200);
  });

  test.each([
    [{ environment: 'live' }, 402, 'payment_required'],
    [{ scopes: ['weather'] }, 400, 'invalid_request'],
    [{ purpose: 'server' }, 400, 'invalid_request'],
    [{ label: 'mine' }, 400, 'invalid_request'],
    [{ expiresAt: '2030-01-01T00:00:00Z' }, 400, 'invalid_request'],
  ])('is refused for %j as any key would be, or because it has no such field', async (more, status, code) => {
    expect(await mint(more)).toMatchObject({ status, body: { code } });
    expect(await listed()).toEqual([]);
  });

  test('needs the licence of what it may read, and no other', async () => {
    const newcomer = await signUp(app, 'newcomer@buyer.example');
    expect(await mint({ scopes: ['films'] }, newcomer)).toMatchObject({
      status: 403,
      body: { code: 'licence_not_accepted' },
    });
    expect((await mint({ scopes: ['films'] }, newcomer)).body.detail).toContain('Licence for film data');
  });

  test('is minted at most 60 times an hour for an organization', async () => {
    for (let i = 0; i < 60; i += 1) expect((await mint()).status).toBe(201);
    expect(await mint()).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    nowMs += 3_600_000;
    expect((await mint()).status).toBe(201);
  });
});
