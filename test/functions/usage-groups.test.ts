/** Usage by two groupings, with what was refused and credited beside it: `GET /v1/usage`. */
import { beforeEach, expect, test } from 'vitest';
import type { AccountView, CreatedKeyView, OwnUsageView, Problem } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';

const dayMs = 86_400_000;
let now: Date;
let app: App;
let buyer: Person;
let id: string;
let [one, two] = ['', ''];
beforeEach(async () => {
  now = new Date('2026-11-10T12:00:00.000Z');
  const stripe = {
    listSubscriptions: async () => [buying('basic_monthly')],
    listTopUps: async () => [],
  } as unknown as StripeGateway;
  app = assemble({ table: memoryTable(), stripe, now: () => now });
  buyer = await signUp(app, 'ada@buyer.example');
  id = (await buyer.get<AccountView>('/v1/account')).body.id;
  await syncAccount(app.deps, id, 'cus_1');
  await acceptLicences(buyer);
  [one, two] = [
    await reads('=cmd()', '/data/posts?limit=3', '/data/films?limit=2'),
    await reads('two', '/data/posts?limit=4'),
  ];
  await app.endInstance();
});

async function reads(label: string, ...paths: readonly string[]): Promise<string> {
  const bound = { label, environment: 'live', ...(label === 'two' && { scopes: ['posts'] }) };
  const key = (await buyer.send<CreatedKeyView>('POST', '/v1/keys', bound)).body;
  const headers = { authorization: `Bearer ${key.secret}` };
  for (const path of paths) expect((await app.request('GET', path, { headers })).status).toBe(200);
  if (label === 'two') expect((await app.request('GET', '/data/films', { headers })).status).toBe(403);
  return key.id;
}

const usage = async (query: string) => (await buyer.get<OwnUsageView>(`/v1/usage${query}`)).body;

test('two groupings at once have the sums of each, and all add up to the total of the period', async () => {
  const { data, total, used } = await usage('?by=key,dataset');
  expect(data.map(({ bucket, and, served, requests }) => [bucket, and, served, requests])).toEqual(
    [
      [one, 'films', 2, 1],
      [one, 'posts', 3, 1],
      [two, 'posts', 4, 1],
    ].toSorted(([a = ''], [b = '']) => String(a).localeCompare(String(b))),
  );
  expect(total).toEqual({ units: 9, served: 9, credited: 0, requests: 3, refused: 0 });
  expect(used).toBe(total.units);
  for (const by of ['day', 'key', 'app', 'dataset', 'day,key', 'app,day'])
    expect((await usage(`?by=${by}`)).total, by).toEqual(total);
});

test('by status, refused requests are counted by the reason of the refusal, with the time since which they are', async () => {
  const { data, total, refusedSince } = await usage('?by=key,status');
  const row = (bucket: string, and: string) => data.find((each) => each.bucket === bucket && each.and === and);
  expect(row(two, 'scope_missing')).toMatchObject({ refused: 1, units: 0, requests: 0 });
  expect(row(two, 'served')).toMatchObject({ refused: 0, units: 4, requests: 1 });
  expect(total).toMatchObject({ units: 9, requests: 3, refused: 1 });
  expect(refusedSince).toBe(
    new Date(Math.max(now.getTime() - 30 * dayMs, Date.parse(String((await usage('')).periodStart)))).toISOString(),
  );
  expect((await usage('?by=key')).refusedSince).toBeNull();
  const later = await usage('?by=status&from=2026-11-11');
  expect([later.data, later.total.refused]).toEqual([[], 0]);
});

test('narrowed to a key, a dataset or both, groups and total are of them, and the period stays whole', async () => {
  const unitsOf = async (only: string) => (await usage(`?by=day,status${only}`)).total;
  expect(await unitsOf(`&key=${one}`)).toMatchObject({ units: 5, requests: 2, refused: 0 });
  expect(await unitsOf(`&key=${two}`)).toMatchObject({ units: 4, requests: 1, refused: 1 });
  expect(await unitsOf('&dataset=posts')).toMatchObject({ units: 7, requests: 2 });
  expect(await unitsOf(`&key=${one}&dataset=posts`)).toMatchObject({ units: 3, requests: 1 });
  expect(await unitsOf('&key=key_of_nobody')).toMatchObject({ units: 0, requests: 0, refused: 0 });
  expect((await usage(`?key=${one}&dataset=films`)).used).toBe(9);
});

test('more than two groupings, the same twice, and one that there is not are refused by name', async () => {
  for (const by of ['day,key,app', 'day,day', 'hour', 'day,', ''])
    expect((await buyer.get<Problem>(`/v1/usage?by=${by}`)).body, by).toMatchObject({ code: 'invalid_request' });
});

test('as CSV it has the same rows as in JSON, under the names of its groupings', async () => {
  const { data } = await usage('?by=day,dataset');
  const answer = await app.request('GET', '/v1/usage?by=day,dataset', {
    cookie: buyer.cookie,
    headers: { accept: 'text/csv' },
  });
  expect(answer.headers['content-type']).toContain('text/csv');
  const [head, ...lines] = answer.text.trimEnd().split('\r\n');
  expect(head).toBe('day,dataset,units,requests,served,credited,refused');
  expect(lines).toEqual(
    data.map((row) => [row.bucket, row.and, row.units, row.requests, row.served, row.credited, row.refused].join()),
  );
});

test('the forecast takes the last seven whole days for the days that are left', async () => {
  expect((await usage('')).forecast).toMatchObject({ likely: 9, low: 9, high: 9, days: 7 });
  now = new Date('2026-11-13T12:00:00.000Z');
  const forecast = {
    at: '2026-12-01T00:00:00.000Z',
    likely: 9 + Math.round((9 / 7) * 18),
    low: 9,
    high: 9 + 3 * 18,
    days: 7,
  };
  expect((await usage('')).forecast).toEqual(forecast);
});
