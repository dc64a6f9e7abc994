/** Orders of evidence packs, by the organization and by operators. The pack itself is made by `pack-maker`. */
import { beforeEach, expect, test } from 'vitest';
import type { AccountView, AuditView, Listing, PackView, Problem } from '../../shared/http/views.ts';
import { packWorkOver } from '../../shared/storage/evidence/pack-work.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';

const start = new Date('2026-12-02T12:00:00.000Z');
let now = start;
const from = '2026-11-01T00:00:00.000Z';
let app: App;
let table: ReturnType<typeof memoryTable>;
let buyer: Person;
let id: string;
beforeEach(async () => {
  now = start;
  table = memoryTable();
  app = assemble({ table, stripe: {} as StripeGateway, now: () => now });
  buyer = await signUp(app, 'packs@buyer.example');
  id = (await buyer.get<AccountView>('/v1/account')).body.id;
});

/** The answer to an order, or the problem with it. */
type Answered = Partial<Omit<PackView, 'status'>> & Partial<Pick<Problem, 'code' | 'errors'>>;
const order = (body: object, headers: Record<string, string> = {}) =>
  app.request<Answered>('POST', '/v1/packs', { cookie: buyer.cookie, body, headers });
const actions = async () => {
  await app.drain();
  return (await buyer.get<Listing<AuditView>>('/v1/events')).body.data.map(({ action }) => action);
};

/** Ends an order with its pack, as `pack-maker` does. */
async function makes(pack: string) {
  const work = packWorkOver(table);
  const at = now.toISOString();
  const run = await work.take({ organization: id, id: pack }, { run: 'run', now: at, until: at });
  if (typeof run === 'string') throw new Error(`The order is ${run}`);
  await work.finish(run, { bytes: 12, sealedThrough: 3, keyId: 'key', madeAt: at });
}

test('a pack is ordered once, shown with its progress, and then with an address; the trail names the order', async () => {
  const { status, body, headers } = await order({ from });
  expect([status, body]).toMatchObject([202, { status: 'waiting', from, to: now.toISOString(), file: null }]);
  const path = headers.location ?? '';
  expect(path).toBe(`/v1/packs/${body.id}`);
  expect((await buyer.get(path)).headers['retry-after']).toBe('10');
  const second = await order({ from });
  expect([second.status, second.body.code, second.headers.location]).toEqual([409, 'conflict', path]);
  await makes(body.id ?? '');
  expect((await buyer.get<PackView>(path)).body).toMatchObject({
    status: 'ready',
    file: { bytes: 12, sealedThrough: 3, url: expect.stringContaining('evidence-pack-2026-11-01-2026-12-02.zip') },
  });
  const [listed] = (await buyer.get<Listing<PackView>>('/v1/packs')).body.data;
  expect(listed).toMatchObject({ id: body.id, status: 'ready' });
  expect(listed?.file).not.toHaveProperty('url');
  expect((await actions()).filter((action) => action === 'pack.ordered')).toHaveLength(1);
});

test('an order whose work stopped without an end fails, and the next one takes its place', async () => {
  const first = await order({ from });
  now = new Date(start.getTime() + 7 * 3_600_000);
  buyer = await signUp(app, 'packs@buyer.example');
  const next = await order({ from });
  expect(next.status).toBe(202);
  const { data } = (await buyer.get<Listing<PackView>>('/v1/packs')).body;
  expect(data.map(({ id: of, status }) => [of, status])).toEqual([
    [next.body.id, 'waiting'],
    [first.body.id, 'failed'],
  ]);
  await makes(next.body.id ?? '');
});

test('a request with an Idempotency-Key finds its order; the key with another request is refused', async () => {
  const key = { 'idempotency-key': 'one' };
  const first = await order({ from }, key);
  const again = await order({ from }, key);
  expect([again.status, again.body.id]).toEqual([202, first.body.id]);
  const other = await order({ from: '2026-10-01T00:00:00.000Z' }, key);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test.each([
  [{}, 'from'],
  [{ from: 'yesterday' }, 'from'],
  [{ from, to: '2026-12-03T00:00:00.000Z' }, 'to'],
  [{ from, to: from }, 'from'],
  [{ from: '2025-11-01T00:00:00.000Z' }, 'from'],
  [{ from, organization: 'acc_other' }, 'organization'],
])('an order with %j is refused by its field, and orders nothing', async (body, field) => {
  const refused = await order(body);
  expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, field]);
  expect((await buyer.get<Listing<PackView>>('/v1/packs')).body.data).toEqual([]);
});

test('an operator orders a pack of any organization with a reason; order and fetch are in the trail', async () => {
  const operator = await signUp(app, 'operator@example.com');
  const path = `/v1/admin/accounts/${id}/packs`;
  expect((await operator.send('POST', path, { from })).status).toBe(400);
  const { status, body, headers } = await operator.send<PackView>('POST', path, { from, reason: 'A claim' });
  expect([status, headers.location]).toEqual([202, `${path}/${body.id}`]);
  await makes(body.id);
  expect((await operator.get<PackView>(`${path}/${body.id}`)).body.file?.url).toContain(body.id);
  expect((await operator.get(`/v1/admin/accounts/acc_none/packs/${body.id}`)).status).toBe(404);
  expect(await actions()).toEqual(expect.arrayContaining(['pack.ordered', 'pack.fetched']));
});

test('a pack of another organization is not there', async () => {
  const { body } = await order({ from });
  const stranger = await signUp(app, 'stranger@buyer.example');
  expect((await stranger.get(`/v1/packs/${body.id}`)).status).toBe(404);
});
