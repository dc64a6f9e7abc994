/** The log of requests and the own trail, with their filters: `GET /v1/requests`, `GET /v1/events`. */
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { entryLine, type LedgerCall } from '../../shared/domain/evidence/entry.ts';
import { hourPartObject } from '../../shared/domain/evidence/hour-index.ts';
import type {
  AccountView,
  AuditView,
  CreatedKeyView,
  Listing,
  Problem,
  RequestListView,
  RequestView,
} from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

let app: App;
let buyer: Person;
let organization: string;
beforeEach(async () => {
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  organization = (await buyer.get<AccountView>('/v1/account')).body.id;
});

const list = async (query = '') => (await buyer.get<RequestListView>(`/v1/requests${query}`)).body;
const show = async (id: string) => (await buyer.get<RequestView>(`/v1/requests/${id}`)).body;

test('a refused request is listed with its query, address and reason, found by its id, and only by its own organization', async () => {
  const bound = { label: 'films', environment: 'test', scopes: ['films'] };
  const key = (await buyer.send<CreatedKeyView>('POST', '/v1/keys', bound)).body;
  const headers = { authorization: `Bearer ${key.secret}` };
  for (const path of ['/data/posts?brand=Havnora', '/data/posts']) await app.request('GET', path, { headers });
  await app.endInstance();
  const { data, refusedSince } = await list();
  const queries = data.flatMap(({ calls }) => calls.map(({ query }) => query));
  expect(queries.toSorted()).toEqual(['GET /data/posts', 'GET /data/posts?brand=Havnora']);
  expect(data[0]).toMatchObject({ status: 'refused', reason: 'scope_missing', key: key.id, units: 0, receipt: null });
  expect(refusedSince).toBe(new Date(start.getTime() - 30 * 86_400_000).toISOString());
  const [first] = data;
  expect(await show(String(first?.id))).toEqual(first);
  for (const query of ['?key=other', '?dataset=films', '?reason=suspended', '?app=other'])
    expect((await list(query)).data, query).toEqual([]);
  expect((await list(`?key=${key.id}&dataset=posts&reason=scope_missing`)).data).toEqual(data);
  const stranger = await signUp(app, 'eve@elsewhere.example');
  expect((await stranger.get<RequestListView>('/v1/requests')).body.data).toEqual([]);
  expect((await stranger.get(`/v1/requests/${first?.id}`)).status).toBe(404);
  const strangers = String(first?.id).replace(organization, (await stranger.get<AccountView>('/v1/account')).body.id);
  for (const each of [strangers, strangers.replace(/^[^.]+/, '1_0'), strangers.replace(/^[^.]+/, '%')])
    expect((await stranger.get(`/v1/requests/${encodeURIComponent(each)}`)).status, each).toBe(404);
  expect((await buyer.get(`/v1/requests/${strangers}`)).status).toBe(404);
  const [former] = String(first?.id).split('.');
  expect(await show(String(former))).toEqual(first);
});

describe('served requests', () => {
  const call = (at: string, more: Partial<LedgerCall> = {}): LedgerCall => ({
    ...{ kind: 'read', at, organization, key: 'key_1', app: 'default', useCase: null, dataset: 'posts' },
    ...{ licence: 'conversations', licenceVersion: '2026-11-01', query: 'GET /data/posts', units: 2 },
    ...{ records: { count: 2 }, bytes: 300, address: '203.0.113.7' },
    ...more,
  });

  /** Seals an hour with these calls, each followed by the ids of its records, behind a fact. */
  async function sealed(seq: number, hour: string, calls: readonly LedgerCall[]) {
    const entries = calls.flatMap((each, index) => [
      entryLine(each, { instance: 'i-1', segment: seq, index }, 'salt'),
      '["r1","r2"]',
    ]);
    const bytes = gzipSync(['{"kind":"acceptance"}', ...entries].map((line) => `${line}\n`).join(''));
    const part = `part-${organization}`;
    await app.deps.evidenceObjects.putNew(hourPartObject(seq, part), bytes);
    const leaf = { organization, seq, hour, seal: seq, previousLeaf: '', entries: calls.length + 1, root: '' };
    await app.deps.leaves.put({ leaf, part, offset: 0, length: bytes.length, index: 0, path: [] });
  }

  /** All pages of this size. */
  async function all(query: string) {
    const pages: RequestListView[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(`?status=served${query}${cursor ? `&cursor=${cursor}` : ''}`);
      pages.push(page);
      cursor = page.cursor;
    } while (cursor);
    return { pages, data: pages.flatMap(({ data }) => data) };
  }

  const hours = ['08', '09', '10', '11', '12'].map((hour) => `2026-11-24T${hour}`);
  beforeEach(async () => {
    for (const [at, hour] of hours.entries()) {
      const calls = [1, 2, 3].map((minute) =>
        call(`${hour}:0${minute}:00.000Z`, { key: minute === 2 ? 'key_2' : 'key_1' }),
      );
      await sealed(at + 1, `${hour}:00:00.000Z`, calls);
    }
  });

  test('are listed latest first, each once, whatever the size of a page, with what they cost and their place in the ledger', async () => {
    const expected = hours.flatMap((hour) => [1, 2, 3].map((minute) => `${hour}:0${minute}:00.000Z`)).toReversed();
    for (const limit of [1, 2, 4, 100]) {
      const { pages, data } = await all(`&limit=${limit}`);
      expect(
        data.map(({ from }) => from),
        `${limit}`,
      ).toEqual(expected);
      for (const page of pages) expect(page.data.length).toBeLessThanOrEqual(limit);
      expect(pages[0]?.servedThrough).toBe('2026-11-24T13:00:00.000Z');
    }
    const [latest] = (await list('?status=served')).data;
    expect(latest).toMatchObject({
      ...{ status: 'served', reason: null, units: 2, records: 2, bytes: 300, count: 1 },
      receipt: { instance: 'i-1', segment: 5, index: 2, seal: 5 },
      calls: [{ at: '2026-11-24T12:03:00.000Z', query: 'GET /data/posts', address: '203.0.113.7' }],
    });
    expect(await show(String(latest?.id))).toEqual(latest);
  });

  test('are filtered by key, dataset and time', async () => {
    expect((await all('&key=key_2&limit=2')).data.map(({ from }) => from)).toEqual(
      hours.map((hour) => `${hour}:02:00.000Z`).toReversed(),
    );
    const span = '&from=2026-11-24T09:02:00Z&to=2026-11-24T10:02:00.000Z';
    expect((await all(span)).data.map(({ from }) => from)).toEqual([
      '2026-11-24T10:01:00.000Z',
      '2026-11-24T09:03:00.000Z',
      '2026-11-24T09:02:00.000Z',
    ]);
    expect((await all('&dataset=films')).data).toEqual([]);
  });

  test('compare times as instants, and refuse what is none', async () => {
    const whole = (await all('&from=2026-11-24T09:02:00Z')).data;
    expect(whole).toHaveLength(11);
    for (const same of ['2026-11-24T09:02:00.000Z', '2026-11-24T10:02:00%2B01:00', '2026-11-24T09:02Z'])
      expect((await all(`&from=${same}`)).data, same).toEqual(whole);
    expect((await all('&to=2026-11-25')).data).toHaveLength(15);
    expect((await all('&to=2026-11-24')).data).toEqual([]);
    for (const none of ['yesterday', '2026-02-30', '2026-11-24T25:00:00Z', '2026', '']) {
      for (const path of ['/v1/requests?status=served&', '/v1/requests?', '/v1/events?', '/v1/refusals?'])
        expect((await buyer.get<Problem>(`${path}from=${none}`)).body.code, path + none).toBe('invalid_request');
    }
    const turned = 'from=2026-11-25&to=2026-11-24';
    for (const path of ['/v1/requests?status=served&', '/v1/events?'])
      expect((await buyer.get<Problem>(`${path}${turned}`)).body.code, path).toBe('invalid_request');
  });

  test('a page costs one query of leaves, and three objects at most', async () => {
    let reads = 0;
    const { get } = app.deps.evidenceObjects;
    Object.assign(app.deps.evidenceObjects, {
      get: (...asked: Parameters<typeof get>) => {
        reads += 1;
        return get(...asked);
      },
    });
    const page = await list('?status=served&key=nobody');
    expect([page.data, reads]).toEqual([[], 3]);
    expect(page.cursor).toBeDefined();
  });

  test('one that there is not is not found, and what is no cursor or status is refused', async () => {
    const stranger = await signUp(app, 'eve@elsewhere.example');
    expect([(await buyer.get('/v1/requests/1_1')).status, (await stranger.get('/v1/requests/1_1')).status]).toEqual([
      200, 404,
    ]);
    for (const id of ['9_1', '1_99', '1_0', 'nonsense'])
      expect((await buyer.get(`/v1/requests/${id}`)).status, id).toBe(404);
    for (const query of ['?status=served&cursor=x', '?status=odd', '?cursor=x', '?key=a&key=b'])
      expect((await buyer.get<Problem>(`/v1/requests${query}`)).body.code, query).toBe('invalid_request');
  });
});

describe('the own trail', () => {
  const events = async (query: string) => (await buyer.get<Listing<AuditView>>(`/v1/events${query}`)).body;
  beforeEach(async () => {
    for (const label of ['=1+1', 'two', 'three']) await buyer.send('POST', '/v1/keys', { label, environment: 'test' });
  });

  test('is filtered by action, by actor and by time', async () => {
    const { data } = await events('');
    const made = data.filter(({ action }) => action === 'key.created');
    expect(made).toHaveLength(3);
    expect((await events('?action=key.created')).data).toEqual(made);
    expect((await events(`?actor=${encodeURIComponent(String(made[0]?.actor))}&action=key.created`)).data).toEqual(
      made,
    );
    expect((await events('?actor=nobody')).data).toEqual([]);
    expect((await events('?from=2099-01-01')).data).toEqual([]);
    expect((await events('?to=2020-01-01')).data).toEqual([]);
    expect((await buyer.get<Problem>('/v1/events?from=yesterday')).body.code).toBe('invalid_request');
  });

  test('is filtered by the kind of thing, and by a key, with the rotation that made it', async () => {
    const { data } = await events('');
    const [first] = data.filter(({ action }) => action === 'key.created');
    const id = String(first?.detail.key);
    const rotated = await buyer.send<{ id: string }>('POST', `/v1/keys/${id}/rotate`, { overlapSeconds: 0 });
    const actionsOf = async (query: string) => (await events(query)).data.map(({ action }) => action);
    expect(new Set(await actionsOf('?kind=key'))).toEqual(new Set(['key.created', 'key.rotated']));
    expect(await actionsOf(`?key=${id}`)).toEqual(['key.rotated', 'key.created']);
    expect(await actionsOf(`?key=${rotated.body.id}`)).toEqual(['key.rotated']);
    expect(await actionsOf('?kind=ke')).toEqual([]);
    expect(await actionsOf(`?kind=session&key=${id}`)).toEqual([]);
    const stranger = await signUp(app, 'eve@elsewhere.example');
    expect((await stranger.get<Listing<AuditView>>(`/v1/events?key=${id}`)).body.data).toEqual([]);
    for (const query of ['?kind=key&kind=app', '?key=a&key=b', '?keys=a'])
      expect((await buyer.get<Problem>(`/v1/events${query}`)).body.code, query).toBe('invalid_request');
  });

  test('in pages of one line each, a filter loses none and repeats none', async () => {
    const found: AuditView[] = [];
    let cursor: string | undefined;
    do {
      const page = await events(`?action=key.created&limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      found.push(...page.data);
      cursor = page.cursor;
    } while (cursor);
    expect(found).toEqual((await events('?action=key.created')).data);
  });

  test('as CSV has the same lines, and no cell that a spreadsheet would run', async () => {
    const { data } = await events('?action=key.created');
    const { text, headers } = await app.request('GET', '/v1/events?action=key.created', {
      cookie: buyer.cookie,
      headers: { accept: 'text/csv' },
    });
    expect(headers['content-type']).toContain('text/csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toBe('at,action,actor,detail,id');
    expect(lines.map((line) => line.slice(line.lastIndexOf(',') + 1))).toEqual(data.map(({ id }) => id));
    for (const cell of text.split(/[,\n]/)) expect(cell).not.toMatch(/^[=+@-]/);
  });
});
