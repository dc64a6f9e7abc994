/** The id of a request names the caller's organization, so that support finds it with the id alone. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import type { AccountView, CreatedKeyView, Problem, SearchView, TimelineView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

let app: App;
let trips: ReturnType<typeof countedTrips>;
let ada: Person;
let operator: Person;
let organization: string;
beforeEach(async () => {
  trips = countedTrips(memoryTable());
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => start });
  operator = await signUp(app, 'operator@example.com');
  ada = await signUp(app, 'ada@buyer.example');
  await acceptLicences(ada);
  organization = (await ada.get<AccountView>('/v1/account')).body.id;
});

const second = `${start.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const read = (secret: string, path = '/data/posts') =>
  app.request<Problem>('GET', path, { headers: { authorization: `Bearer ${secret}` } });
const boundKey = async () =>
  (await ada.send<CreatedKeyView>('POST', '/v1/keys', { label: 'f', environment: 'test', scopes: ['films'] })).body;
const search = async (q: string) =>
  (await operator.get<SearchView>(`/v1/admin/search?q=${encodeURIComponent(q)}`)).body;

describe('a read', () => {
  it('has an id with its organization and time, in the header and the problem alike', async () => {
    const { secret } = await boundKey();
    const refused = await read(secret);
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
    expect(refused.body.requestId.split('.').slice(1)).toEqual([organization, second]);
    expect(refused.headers['x-request-id']).toBe(refused.body.requestId);
    const served = await read(secret, '/v1/usage/current');
    expect([served.status, served.headers['x-request-id']?.split('.')[1]]).toEqual([200, organization]);
  });

  it('with an unknown, an ended or a malformed key says nothing of any organization', async () => {
    const { id, secret } = await newKey(ada, 'test');
    await ada.send('DELETE', `/v1/keys/${id}`);
    for (const each of [secret, `${secret.slice(0, -6)}aaaaaa`, 'nonsense']) {
      const { status, body, text } = await read(each);
      expect([status, body.requestId.includes('.'), text.includes(organization)]).toEqual([401, false, false]);
    }
  });
});

test('a member’s request has an id with the organization that it is for, and a person’s has none', async () => {
  expect((await ada.get('/v1/keys')).headers['x-request-id']?.split('.')[1]).toBe(organization);
  const wrong = await ada.send<Problem>('POST', '/v1/keys', {});
  expect([wrong.status, wrong.body.requestId.split('.')[1]]).toEqual([400, organization]);
  expect((await app.request('GET', '/v1/keys')).headers['x-request-id']).not.toContain('.');
  expect((await operator.get('/v1/admin/search?q=ada')).headers['x-request-id']).not.toContain(organization);
});

test('an operator pastes the id of a refused read, and its organization’s refusals open at that minute', async () => {
  const { secret, id: key } = await boundKey();
  const { body } = await read(secret);
  await app.endInstance();
  const { hits, exact } = await search(` ${body.requestId} `);
  expect(hits).toHaveLength(1);
  expect(exact).toMatchObject({ kind: 'request', id: body.requestId, organization: { id: organization } });
  expect(exact?.detail).toBe(`${start.toISOString().slice(0, 19)}.000Z`);
  const path = `/v1/admin/organizations/${organization}/timeline?kinds=refusal`;
  const until = new Date(Math.floor(start.getTime() / 60_000 + 1) * 60_000).toISOString();
  const { data } = (await operator.get<TimelineView>(`${path}&until=${until}`)).body;
  expect(data).toMatchObject([{ kind: 'refusal', key, reason: 'scope_missing' }]);
  const before = start.toISOString();
  expect((await operator.get<TimelineView>(`${path}&until=${before}`)).body.data).toEqual([]);
});

test('the id of a line of the buyer’s log leads there too', async () => {
  await read((await boundKey()).secret);
  await app.endInstance();
  const [line] = (await ada.get<{ data: { id: string }[] }>('/v1/requests')).body.data;
  expect((await search(String(line?.id))).exact).toMatchObject({ kind: 'request', organization: { id: organization } });
});

test('an id that somebody made up finds nothing, or the organization that it names, in three round trips', async () => {
  for (const q of [
    `x.acc_nobody.${second}`,
    `x.${organization}.20261340T000000Z`,
    `x.ACCOUNT#1.${second}`,
    '..',
    'a.b.c',
  ])
    expect((await search(q)).hits, q).toEqual([]);
  const made = `x.${organization}.${second}`;
  expect((await search(made)).exact).toMatchObject({ organization: { id: organization } });
  expect(await trips.of(() => app.deps.search.find(made))).toBeLessThanOrEqual(3);
});

test('a time is for lines that a time finds, and is one', async () => {
  const path = `/v1/admin/organizations/${organization}/timeline`;
  for (const query of [
    '?until=2026-11-24T12:00:00Z',
    '?kinds=activity,refusal&until=2026-11-24T12:00:00Z',
    '?kinds=refusal&until=yesterday',
    '?kinds=refusal&until=',
  ])
    expect((await operator.get<Problem>(path + query)).body.errors?.[0]?.field, query).toBe('until');
  expect((await ada.get(`${path}?kinds=refusal&until=2026-11-24T12:00:00Z`)).status).toBe(403);
});

test('pages of mails and refusals until a time go on without a line twice, and none is of later', async () => {
  for (let i = 0; i < 70; i += 1) {
    const at = new Date(start.getTime() + i * 1_000).toISOString();
    const counts = [{ keyId: 'key_1', app: 'a', dataset: 'posts', reason: 'rate_limited' as const, count: 1 }];
    await app.deps.refusals.put({ accountId: organization, from: at, to: at, told: [], counts });
  }
  const until = new Date(start.getTime() + 60_000).toISOString();
  const path = `/v1/admin/organizations/${organization}/timeline?kinds=email,refusal&until=${until}`;
  const first = (await operator.get<TimelineView>(path)).body;
  const rest = (await operator.get<TimelineView>(`${path}&cursor=${first.cursor}`)).body;
  const times = [...first.data, ...rest.data].filter(({ kind }) => kind === 'refusal').map(({ at }) => at);
  expect([times.length, new Set(times).size, times[0]]).toEqual([
    60,
    60,
    new Date(start.getTime() + 59_000).toISOString(),
  ]);
});
