/** An operator finds an organization, a person, a key, a badge, a domain and a Stripe id in one request. */
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { seen } from '../../shared/domain/accounts/together.ts';
import type { SearchView } from '../../shared/http/views.ts';
import { eventKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

const stripe = () =>
  ({
    listUndelivered: async () => ({ messages: [] }),
    customersOfReturned: async () => new Set(),
    listAll: async () => ({ subscriptions: [] }),
    listSubscriptions: async () => [],
  }) as unknown as StripeGateway;

let app: App;
let table: Table;
let trips: ReturnType<typeof countedTrips>;
let operator: Person;
let ada: Person;
let id: string;

beforeEach(async () => {
  trips = countedTrips(memoryTable());
  ({ table } = trips);
  app = assemble({ table, stripe: stripe(), now: () => start });
  operator = await signUp(app, 'operator@example.com');
  ada = await signUp(app, 'ada@brand.example');
  id = (await app.deps.accounts.findByEmail('ada@brand.example'))!.id;
  await rename('Brand Watch');
});

const rename = (name: string) => ada.send('PATCH', `/v1/organizations/${id}`, { name });
const search = async (q: string) =>
  (await operator.get<SearchView>(`/v1/admin/search?q=${encodeURIComponent(q)}`)).body;
const kindsAndIds = async (q: string) => (await search(q)).hits.map((hit) => [hit.kind, hit.id]);

describe('a name', () => {
  it.each(['brand', 'BRAND', 'wat', 'watch bra', 'Brand Watch', 'ｂｒａｎｄ'])('is found by %s', async (q) => {
    expect(await kindsAndIds(q)).toEqual([['organization', id]]);
  });

  it('that begins otherwise is not found', async () => {
    for (const q of ['rand', 'brandx', 'brand x', '#', '—']) expect(await kindsAndIds(q)).toEqual([]);
  });

  it('in Arabic is found with and without its marks', async () => {
    await rename('مُراقِب أسواق');
    for (const q of ['مراقب', 'مُراقِب', 'اسو', 'أسواق']) expect(await kindsAndIds(q)).toEqual([['organization', id]]);
    expect((await search('مراقب اسواق')).exact).toMatchObject({ id });
  });

  it('that was given up finds nothing more, and the new one finds it at once', async () => {
    await rename('Brand Radar');
    expect(await kindsAndIds('watch')).toEqual([]);
    expect(await kindsAndIds('radar')).toEqual([['organization', id]]);
    expect(await entries()).toEqual(['brand', 'brand radar ', 'radar']);
  });

  it('is exact where one organization alone is called so', async () => {
    expect((await search('brand watch')).exact).toMatchObject({ kind: 'organization', id, title: 'Brand Watch' });
    expect((await search('brand')).exact).toBeNull();
  });

  it('that over 20 organizations have shows 20, and says that there are more', async () => {
    for (let i = 0; i < 25; i += 1) {
      const account = { ...(await app.deps.accounts.find(id))!, id: `acc_${i}`, organization: `Zebra ${i}` };
      await table.put({ pk: `ACCOUNT#acc_${i}`, sk: 'PROFILE', ...account });
      await app.deps.findable.list(account);
    }
    const { hits, more } = await search('zebra');
    expect([hits.length, more]).toEqual([20, true]);
  });
});

describe('a subscription', () => {
  const stored = { version: 1, subscriptions: [{ id: 'sub_1' }, { id: 'sub_2' }], syncedAt: start.toISOString() };

  it('is found by its id once the nightly comparison has seen it, and a repeat writes nothing', async () => {
    await table.put({ pk: `BILLING#${id}`, sk: 'STATE', ...stored });
    expect(await kindsAndIds('sub_2')).toEqual([]);
    const account = (await app.deps.accounts.find(id))!;
    await app.deps.findable.list(account);
    expect((await search('sub_2')).exact).toMatchObject({ kind: 'stripe', id: 'sub_2', organization: { id } });
    expect(await kindsAndIds('sub_')).toEqual([]);
    const written = vi.spyOn(table, 'transact');
    await app.deps.findable.list(account);
    expect(written).not.toHaveBeenCalled();
  });
});

const entries = async () => {
  const found: string[] = [];
  for (const pk of ['FIND#', 'FIND#b', 'FIND#w', 'FIND#r'])
    for (const { sk } of (await table.query({ pk, limit: 100 })).items)
      if (sk.endsWith(`#${id}`)) found.push(sk.split('#')[0]!);
  return found.sort();
};

describe('exactly', () => {
  it('an organization is found by its id, and a person by their address', async () => {
    expect((await search(id)).exact).toMatchObject({ kind: 'organization', id });
    expect((await search(' ADA@brand.example ')).exact).toMatchObject({
      ...{ kind: 'person', id: 'ada@brand.example', detail: 'owner', organization: { id, name: 'Brand Watch' } },
    });
  });

  it('a key is found by its start, its id and the whole of it, which is never stored', async () => {
    await acceptLicences(ada);
    const key = await newKey(ada, 'test');
    for (const q of [key.start, key.id, key.secret])
      expect((await search(q)).exact).toMatchObject({
        kind: 'key',
        id: key.id,
        title: key.start,
        organization: { id },
      });
  });

  it('a rotated key and its successor are each found', async () => {
    await acceptLicences(ada);
    const key = await newKey(ada, 'test');
    const next = (
      await ada.send<{ id: string; start: string }>('POST', `/v1/keys/${key.id}/rotate`, { overlapSeconds: 60 })
    ).body;
    expect((await search(key.start)).exact).toMatchObject({ id: key.id });
    expect((await search(next.start)).exact).toMatchObject({ id: next.id });
  });

  it('a customer of Stripe’s and an event are found with their organization', async () => {
    await app.deps.accounts.setCustomer(id, 'cus_1');
    await table.put({ ...eventKey('evt_1'), message: { id: 'evt_1', type: 'invoice.paid', customerId: 'cus_1' } });
    await table.put({ ...eventKey('evt_2'), message: { id: 'evt_2', type: 'product.created', customerId: null } });
    expect((await search('cus_1')).exact).toMatchObject({ kind: 'stripe', id: 'cus_1', organization: { id } });
    expect((await search('evt_1')).exact).toMatchObject({
      kind: 'event',
      detail: 'invoice.paid',
      organization: { id },
    });
    expect((await search('evt_2')).exact).toMatchObject({ kind: 'event', organization: null });
  });

  it('a handle is found with and without its sign, and a proven domain', async () => {
    await table.put({ pk: 'BADGE#brandwatch', sk: '-', handle: 'brandwatch', accountId: id, state: 'approved' });
    await app.deps.sightings.note(id, seen('domain', 'brand.example'), start);
    for (const q of ['brandwatch', '@BrandWatch'])
      expect((await search(q)).hits).toMatchObject([{ kind: 'badge', detail: 'approved', organization: { id } }]);
    expect((await search('Brand.example')).exact).toMatchObject({ kind: 'domain', organization: { id } });
  });
});

test('a deleted organization is in no answer and in no entry', async () => {
  await acceptLicences(ada);
  const key = await newKey(ada, 'test');
  await ada.send('DELETE', '/v1/account', { confirm: 'Brand Watch' });
  const account = (await app.deps.accounts.find(id))!;
  await app.deps.accounts.forget(account, { ...line, accountId: id });
  for (const q of ['brand', id, key.start, 'ada@brand.example']) expect((await search(q)).hits).toEqual([]);
  expect(await entries()).toEqual([]);
});

const line = { id: 'line', at: start.toISOString(), action: 'account.deleted', actor: 'tollgate', detail: {} } as const;

test('reconcile lists organizations and keys from before the search', async () => {
  await acceptLicences(ada);
  const key = await newKey(ada, 'test');
  for (const pk of ['FIND#b', 'FIND#w', `FIND#=${key.start}`, `FIND#=${key.id}`])
    for (const item of (await table.query({ pk, limit: 100 })).items) await table.delete({ pk, sk: item.sk });
  expect(await kindsAndIds('brand')).toEqual([]);
  await app.reconcile();
  expect(await kindsAndIds('brand')).toEqual([['organization', id]]);
  expect((await search(key.start)).exact).toMatchObject({ id: key.id });
});

test('any search takes three round trips to the table at the most', async () => {
  await acceptLicences(ada);
  const key = await newKey(ada, 'test');
  await app.deps.accounts.setCustomer(id, 'cus_1');
  await table.put({ ...eventKey('evt_1'), message: { id: 'evt_1', type: 'invoice.paid', customerId: 'cus_1' } });
  for (const q of [
    'brand',
    'brand watch',
    id,
    'ada@brand.example',
    key.start,
    'cus_1',
    'evt_1',
    'brand.example',
    'nothing',
  ]) {
    const taken = await trips.of(() => app.deps.search.find(q));
    expect([q, taken <= 3]).toEqual([q, true]);
  }
  expect(await trips.of(() => app.deps.search.find('evt_1'))).toBe(3);
});

test('a text is asked for, and nobody but an operator asks', async () => {
  for (const query of ['', '?q=', '?q=%20', `?q=${'x'.repeat(201)}`, '?q=a&limit=3'])
    expect((await operator.get(`/v1/admin/search${query}`)).status).toBe(400);
  expect((await ada.get('/v1/admin/search?q=brand')).status).toBe(403);
});
