/** The log of refused requests, as members, operators and keys read it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusalReport } from '../../shared/domain/evidence/refusal.ts';
import type { AccountView, CreatedKeyView, Listing, RefusalView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

let app: App;
let buyer: Person;
let operator: Person;
let id: string;
beforeEach(async () => {
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  id = (await buyer.get<AccountView>('/v1/account')).body.id;
});

type Log = Listing<RefusalView>;
const list = async (query = '') => (await buyer.get<Log>(`/v1/refusals${query}`)).body;
const ask = (path: string, secret: string) =>
  app.request<Log>('GET', path, { headers: { authorization: `Bearer ${secret}` } });

test('a refused request is in the log with its key, time, status and reason, for members, operators and the key itself', async () => {
  const bound = { label: 'films', environment: 'test', scopes: ['films'] };
  const key = (await buyer.send<CreatedKeyView>('POST', '/v1/keys', bound)).body;
  const other = await newKey(buyer, 'test');
  for (const path of ['/data/posts?brand=Havnora', '/data/posts', '/data/posts?q=x'])
    expect((await ask(path, key.secret)).status).toBe(403);
  await app.endInstance();
  const { data } = await list();
  const at = start.toISOString();
  for (const row of data)
    expect(row).toMatchObject({
      key: key.id,
      dataset: 'posts',
      reason: 'scope_missing',
      status: 403,
      from: at,
      to: at,
    });
  expect(data.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  const told = data.flatMap(({ calls }) => calls.map(({ query }) => query));
  expect(told.toSorted()).toEqual(['GET /data/posts', 'GET /data/posts?brand=Havnora', 'GET /data/posts?q=x']);
  expect((await operator.get<Log>(`/v1/admin/accounts/${id}/refusals`)).body.data).toEqual(data);
  expect((await ask('/v1/usage/refusals', key.secret)).body.data).toEqual(data);
  expect((await ask('/v1/usage/refusals', other.secret)).body.data).toEqual([]);
  expect((await list(`?key=${other.id}`)).data).toEqual([]);
  expect((await list(`?key=${key.id}&app=${data[0]?.app}`)).data).toEqual(data);
  const stranger = await signUp(app, 'eve@elsewhere.example');
  expect((await stranger.get<Log>('/v1/refusals')).body.data).toEqual([]);
});

describe('the list', () => {
  const reportAt = (minute: number, keys: readonly string[]): RefusalReport => {
    const from = new Date(start.getTime() - minute * 60_000).toISOString();
    const counts = keys.map(
      (keyId) => ({ keyId, app: 'app_1', dataset: 'posts', reason: 'suspended', count: 1 }) as const,
    );
    return { accountId: id, from, to: from, counts, told: [] };
  };
  const put = async (reports: readonly RefusalReport[]) => {
    for (const report of reports) await app.deps.refusals.put(report);
  };
  const all = async (query: string) => {
    const pages: RefusalView[][] = [];
    let cursor: string | undefined;
    do {
      const page = await list(`?${query}${cursor ? `&cursor=${cursor}` : ''}`);
      pages.push(page.data);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return pages;
  };

  test.each([1, 2, 3, 7, 100])('gives each row once, the latest first, in pages of %i', async (limit) => {
    await put(Array.from({ length: 9 }, (_, minute) => reportAt(minute, ['key_a', 'key_b', 'key_c'])));
    const pages = await all(`limit=${limit}`);
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
    const rows = pages.flat();
    expect(rows.map(({ key }) => key)).toEqual(Array.from({ length: 9 }, () => ['key_a', 'key_b', 'key_c']).flat());
    expect(rows.map(({ from }) => from)).toEqual(
      rows
        .map(({ from }) => from)
        .toSorted()
        .toReversed(),
    );
  });

  test('goes on past reports of other keys until it finds the one that is asked for', async () => {
    await put(Array.from({ length: 250 }, (_, minute) => reportAt(minute, [minute === 249 ? 'key_b' : 'key_a'])));
    expect((await all('key=key_b')).flat()).toHaveLength(1);
  });

  test('is of the span that is asked for, whose end is exclusive', async () => {
    await put([reportAt(0, ['key_a']), reportAt(10, ['key_b']), reportAt(20, ['key_c'])]);
    const [from, to] = [20, 0].map((minute) => new Date(start.getTime() - minute * 60_000).toISOString());
    expect((await list(`?from=${from}&to=${to}`)).data.map(({ key }) => key)).toEqual(['key_b', 'key_c']);
  });

  test.each([
    ['from=2026-10-01&to=2026-11-24', 'from'],
    ['from=2026-11-24&to=2026-11-23', 'to'],
    ['from=yesterday', 'from'],
    ['cursor=x', 'cursor'],
    [`cursor=${Buffer.from('["2020-01-01T00:00:00.000Z#a",0]').toString('base64url')}`, 'cursor'],
    ['reason=suspended', 'reason'],
  ])('refuses %s, naming the field', async (query, field) => {
    const reply = await buyer.get(`/v1/refusals?${query}`);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});
