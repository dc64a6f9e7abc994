/** Operators ask which organizations read a dataset on a day: `GET /v1/admin/requests`. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { CreatedKeyView, Listing, OrganizationRowView, ReaderListView } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { buying } from '../domain/billing/subscriptions.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { countedTrips } from '../support/counted-trips.ts';

let now: Date;
let app: App;
let operator: Person;
let trips: ReturnType<typeof countedTrips>;
beforeEach(async () => {
  now = new Date('2026-11-10T12:00:00.000Z');
  const listSubscriptions = async () => [buying('basic_monthly')];
  const stripe = { listSubscriptions, listTopUps: async () => [] } as unknown as StripeGateway;
  trips = countedTrips(memoryTable());
  app = assemble({ table: trips.table, stripe, now: () => now });
  operator = await signUp(app, 'operator@example.com');
});

/** An organization that read these paths with one key. */
async function reader(email: string, ...paths: readonly string[]) {
  const person = await signUp(app, email);
  const { id } = (await app.deps.accounts.findByEmail(email))!;
  await syncAccount(app.deps, id, `cus_${email}`);
  await acceptLicences(person);
  const key = (await person.send<CreatedKeyView>('POST', '/v1/keys', { label: 'k', environment: 'live' })).body;
  const headers = { authorization: `Bearer ${key.secret}` };
  for (const path of paths) expect((await app.request('GET', path, { headers })).status).toBe(200);
  return { person, id, key: key.id };
}

const list = async (query: string) => (await operator.get<ReaderListView>(`/v1/admin/requests?${query}`)).body;
const rolledUp = async () => {
  await app.endInstance();
  await app.mergeUsage();
};

test('those who read a dataset on a day have their records, keys and licence, and others are not there', async () => {
  const ada = await reader('ada@one.example', '/data/posts?limit=3', '/data/films?limit=2', '/data/posts?limit=4');
  const bob = await reader('bob@two.example', '/data/posts?limit=5');
  await reader('eve@three.example', '/data/films?limit=1');
  await rolledUp();
  now = new Date('2026-11-11T09:00:00.000Z');
  const { data, since } = await list('dataset=posts');
  expect(since).toBe('2026-11-10');
  expect(new Map(data.map(({ organization, ...row }) => [organization.id, row.units]))).toEqual(
    new Map([
      [ada.id, 7],
      [bob.id, 5],
    ]),
  );
  const row = data.find(({ organization }) => organization.id === ada.id)!;
  expect(row).toMatchObject({ day: '2026-11-10', dataset: 'posts', served: 7, credited: 0, requests: 2 });
  expect(row.keys).toEqual([{ id: ada.key, units: 7, requests: 2 }]);
  expect(row.licence).toMatchObject({ id: expect.any(String), at: '2026-11-10T12:00:00.000Z' });
  expect(row.organization.name).not.toBe('');
});

test('a day is the one that is asked for; a key has its days of all that it read', async () => {
  const ada = await reader('ada@one.example', '/data/posts?limit=3', '/data/films?limit=2');
  await rolledUp();
  expect((await list('dataset=posts')).data).toEqual([]);
  expect((await list('dataset=posts&day=2026-11-10')).data).toHaveLength(1);
  expect((await list('dataset=posts&from=2026-11-01&to=2026-11-10')).data).toEqual([]);
  const days = await list(`key=${ada.key}&day=2026-11-10`);
  expect(days.data.map(({ dataset, units }) => [dataset, units])).toEqual([
    ['films', 2],
    ['posts', 3],
  ]);
  expect((await list(`key=${ada.key}&dataset=films&day=2026-11-10`)).data.map(({ units }) => units)).toEqual([2]);
});

test('a licence that was accepted after the day is not that of the day', async () => {
  const { id } = await reader('ada@one.example');
  const sums = [{ keyId: 'key_1', datasetId: 'posts', units: 1, calls: 1 }];
  await app.deps.usageDays.fold({ accountId: id, day: '2026-11-09', periodStart: '2026-11-01', sums }, 1);
  expect((await list('dataset=posts&day=2026-11-09')).data).toMatchObject([{ units: 1, licence: null }]);
});

test('pages by cursor show each organization and day once, the latest day first', async () => {
  const { id } = await reader('ada@one.example');
  for (const [i, day] of ['2026-11-05', '2026-11-06', '2026-11-07'].entries()) {
    const sums = [{ keyId: 'key_1', datasetId: 'posts', units: i + 1, calls: 1 }];
    await app.deps.usageDays.fold({ accountId: id, day, periodStart: '2026-11-01', sums }, i + 1);
  }
  const query = 'dataset=posts&from=2026-11-01&to=2026-11-10&limit=2';
  const first = await list(query);
  const second = await list(`${query}&cursor=${first.cursor}`);
  expect([...first.data, ...second.data].map(({ day, units }) => [day, units])).toEqual([
    ['2026-11-07', 3],
    ['2026-11-06', 2],
    ['2026-11-05', 1],
  ]);
  expect(second.cursor).toBeUndefined();
});

test('many readers take three round trips at the most', async () => {
  for (let i = 0; i < 5; i++) await reader(`r${i}@r${i}.example`, '/data/posts?limit=1');
  await rolledUp();
  const session = await trips.of(() => operator.get('/v1/admin/licences'));
  const page = await trips.of(() => list('dataset=posts&day=2026-11-10'));
  expect(page - session).toBeLessThanOrEqual(3);
});

test('a day of a dataset costs one write beside the sums, however many batches and keys it has', async () => {
  const table = memoryTable();
  const put = vi.fn(table.put);
  const days = usageDaysOver({ ...table, put });
  const place = { accountId: 'acc_1', day: '2026-11-10', periodStart: '2026-11-01' };
  const sum = (key: number) => ({ keyId: `key_${key}`, datasetId: 'posts', units: 1, calls: 1 });
  for (let batch = 1; batch <= 20; batch++) await days.fold({ ...place, sums: [sum(batch % 3), sum(4)] }, batch);
  expect(put).toHaveBeenCalledTimes(1);
});

test('readers whose note was lost are noted when the batch is repeated', async () => {
  const sums = [{ keyId: 'key_1', datasetId: 'posts', units: 1, calls: 1 }];
  const { id: accountId } = await reader('ada@one.example');
  const day = { accountId, day: '2026-11-09', periodStart: '2026-11-01', sums };
  const down = usageDaysOver({ ...trips.table, put: () => Promise.reject(new Error('the run ended')) });
  await expect(down.fold(day, 1)).rejects.toThrow('the run ended');
  expect((await list('dataset=posts&day=2026-11-09')).data).toEqual([]);
  await app.deps.usageDays.fold(day, 1);
  expect((await list('dataset=posts&day=2026-11-09')).data).toMatchObject([{ units: 1 }]);
});

test.each([
  ['', 'dataset'],
  ['dataset=%3Cscript%3E', 'dataset'],
  ['dataset=posts&day=yesterday', 'day'],
  ['dataset=posts&day=2026-02-30', 'day'],
  ['dataset=posts&day=2026-11-01&from=2026-11-01', 'day'],
  ['dataset=posts&from=2026-11-02&to=2026-11-01', 'from'],
  ['dataset=posts&from=2020-01-01&to=2026-11-01', 'from'],
  ['dataset=posts&cursor=bm90aGluZw', 'cursor'],
  ['dataset=posts&limit=many', 'limit'],
  ['dataset=posts&status=served', 'status'],
])('refuses ?%s by name', async (query, field) => {
  expect(await operator.get(`/v1/admin/requests?${query}`)).toMatchObject({
    status: 400,
    body: { errors: [{ field }] },
  });
});

test('a key of nobody is not found, and a buyer may not ask', async () => {
  for (const key of ['key_nobody', 'x'.repeat(3_000), '%F0%9F%98%80'])
    expect((await operator.get(`/v1/admin/requests?key=${key}`)).status).toBe(404);
  const ada = await signUp(app, 'ada@one.example');
  expect((await ada.get('/v1/admin/requests?dataset=posts')).status).toBe(403);
});

test('organizations are listed by the day of their last read, the latest first; those without one are left out', async () => {
  const ada = await reader('ada@one.example', '/data/posts?limit=3');
  const bob = await reader('bob@two.example', '/data/films?limit=1');
  await reader('eve@three.example');
  await rolledUp();
  now = new Date('2026-11-11T12:00:00.000Z');
  const days = usageDaysOver(trips.table);
  const sums = [{ keyId: ada.key, datasetId: 'posts', units: 1, calls: 1 }];
  const fold = (day: string, batch: number) =>
    days.fold({ accountId: ada.id, day, periodStart: '2026-11-01T00:00:00.000Z', sums }, batch);
  await fold('2026-11-11', 900);
  await fold('2026-11-09', 901);
  const seen = async (query = '') =>
    (await operator.get<Listing<OrganizationRowView>>(`/v1/admin/organizations?sort=seen${query}`)).body;
  expect((await seen()).data.map(({ id, lastSeenOn }) => [id, lastSeenOn])).toEqual([
    [ada.id, '2026-11-11'],
    [bob.id, '2026-11-10'],
  ]);
  const first = await seen('&limit=1');
  expect((await seen(`&limit=1&cursor=${first.cursor}`)).data.map(({ id }) => id)).toEqual([bob.id]);
});
