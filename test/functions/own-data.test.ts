/** The data that an account can take with it: its invoices, and a copy of everything stored of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/usage/usage.ts';
import type { ExportView, InvoiceView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let people = 0;
async function newBuyer(bought: readonly string[] = ['basic_monthly']) {
  const app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now });
  const buyer = await signUp(app, `own-data-${++people}@buyer.example`);
  for (const price of bought)
    await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price })).body.url);
  await app.reconcile();
  return { app, buyer, accountId: String((await buyer.get('/v1/account')).body.id) };
}

const invoicesOf = (buyer: Person, query = '') => buyer.get<Listing<InvoiceView>>(`/v1/invoices${query}`);

test('the invoices are what Stripe has of this customer, with the amounts that were charged, and nothing personal', async () => {
  const { buyer } = await newBuyer();
  await newBuyer(['pro_monthly']);
  const { status, body } = await invoicesOf(buyer);
  expect(status).toBe(200);
  expect(body).toEqual({
    data: [
      {
        id: expect.stringMatching(/^in_/),
        number: expect.any(String),
        createdAt: stripe.now().toISOString(),
        status: 'paid',
        amountMinor: 10_000,
        currency: 'usd',
        url: expect.stringMatching(/^http/),
      },
    ],
  });
});

test('the pages of the invoices give each one once, and a cursor that no page gave is refused by name', async () => {
  const { buyer } = await newBuyer(['basic_monthly', 'verified_monthly']);
  const first = (await invoicesOf(buyer, '?limit=1')).body;
  const second = (await invoicesOf(buyer, `?limit=1&cursor=${first.cursor}`)).body;
  expect(second.cursor).toBeUndefined();
  expect([...first.data, ...second.data].map(({ amountMinor }) => amountMinor).toSorted((a, b) => a - b)).toEqual([
    800, 10_000,
  ]);
  expect(await invoicesOf(buyer, '?cursor=in_nothing')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'cursor' }] },
  });
});

test('accounts that never went to a checkout, and requests without a session, get no invoices', async () => {
  const { app, buyer } = await newBuyer([]);
  expect(await invoicesOf(buyer)).toMatchObject({ status: 200, body: { data: [] } });
  expect((await app.request('GET', '/v1/invoices')).status).toBe(401);
  expect((await app.request('GET', '/v1/account/export')).status).toBe(401);
});

test('the invoices of a customer who was deleted at Stripe are still answered, not failed on', async () => {
  const { buyer } = await newBuyer();
  const [customer] = (await stripe.sdk.customers.list({ email: buyer.email })).data;
  await stripe.sdk.customers.del(customer!.id);
  expect((await invoicesOf(buyer)).status).toBe(200);
});

/** Follows the cursor to the end; fails on a page with more rows than promised. */
async function exported(buyer: Person): Promise<ExportView[]> {
  const pages: ExportView[] = [];
  for (let query = ''; pages.length < 10; query = `?cursor=${pages.at(-1)!.cursor}`) {
    const reply = await buyer.get<ExportView>(`/v1/account/export${query}`);
    expect(reply.status, reply.text).toBe(200);
    const { usage, trail, invoices } = reply.body;
    expect(usage.length + trail.length + invoices.length).toBeLessThanOrEqual(1_000);
    pages.push(reply.body);
    if (!reply.body.cursor) break;
  }
  return pages;
}

test('the export holds the account, subscriptions, acceptances, keys without their secrets, usage, badges, trail and invoices', async () => {
  const { app, buyer } = await newBuyer();
  await acceptLicences(buyer);
  const { id, secret } = await newKey(buyer);
  await app.request('GET', '/data/posts?limit=5', { headers: { authorization: `Bearer ${secret}` } });
  await app.mergeUsage();
  await buyer.send('POST', '/v1/badges', {
    kind: 'person',
    handle: 'ada',
    displayName: 'Ada Test',
    url: 'https://ada.example/',
  });
  const hook = await buyer.send<{ id: string; secret: string }>('POST', '/v1/webhooks', {
    url: 'https://hooks.example/in',
  });
  expect(hook.status, hook.text).toBe(201);
  await app.chainTrail();
  const reply = await buyer.get('/v1/account/export');
  expect(reply.headers).toMatchObject({
    'content-disposition': 'attachment; filename="account-export.json"',
    'cache-control': 'no-store',
  });
  const [page, ...more] = await exported(buyer);
  expect(more).toEqual([]);
  expect(page).toMatchObject({
    exportedAt: stripe.now().toISOString(),
    profile: {
      account: { email: buyer.email, organization: 'Test Ltd' },
      subscriptions: [{ plan: 'basic', status: 'active' }],
      keys: [{ id, label: 'test' }],
      badges: [{ handle: 'ada', displayName: 'Ada Test' }],
      webhooks: [{ id: hook.body.id, url: 'https://hooks.example/in', status: 'working' }],
    },
    usage: [{ datasetId: 'posts', keyId: id, units: 5, requests: 1 }],
    invoices: [{ amountMinor: 10_000 }],
  });
  expect(page!.profile!.licences).toContainEqual(
    expect.objectContaining({ name: 'Ada Test', role: 'CTO', email: buyer.email, address: '198.51.100.7' }),
  );
  expect(page!.trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['session.started', 'licence.accepted', 'key.created', 'badge.applied']),
  );
  expect(JSON.stringify(page)).not.toContain(secret);
  expect(JSON.stringify(page)).not.toContain(hook.body.secret);
});

test('an export of more rows than a page holds gives each of them once', async () => {
  const { app, buyer, accountId } = await newBuyer();
  for (let i = 0; i < 1_500; i++) await addUsage(app, accountId, i);
  for (let i = 0; i < 700; i++) await addLine(app, accountId, i);
  await app.chainTrail();
  const pages = await exported(buyer);
  expect(pages).toHaveLength(3);
  const keys = pages.flatMap(({ usage }) => usage.map(({ keyId }) => keyId));
  expect(new Set(keys).size).toBe(1_500);
  expect(keys).toHaveLength(1_500);
  const lines = pages.flatMap(({ trail }) => trail.filter(({ action }) => action === 'test').map((line) => line.id));
  expect(new Set(lines).size).toBe(700);
  expect(pages.flatMap(({ invoices }) => invoices)).toHaveLength(1);
  expect(pages.map(({ profile }) => profile !== undefined)).toEqual([true, false, false]);
});

test.each(['nonsense', Buffer.from('{"part":"secrets"}').toString('base64url')])(
  'a cursor that no export gave is refused by name: %s',
  async (cursor) => {
    const { buyer } = await newBuyer([]);
    expect(await buyer.get(`/v1/account/export?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ field: 'cursor' }] },
    });
  },
);

const addUsage = ({ deps }: App, accountId: string, i: number) =>
  deps.usageDays.fold(
    {
      accountId,
      periodStart: '2026-11-24T12:00:00.000Z',
      day: dayOf(new Date(Date.UTC(2020, 0, 1 + i))),
      sums: [{ keyId: `key-${i}`, datasetId: 'posts', units: 1, calls: 1 }],
    },
    i + 1,
  );

const addLine = ({ deps }: App, accountId: string, i: number) =>
  deps.audit.append({
    id: `line-${i}`,
    accountId,
    at: stripe.now().toISOString(),
    action: 'test',
    actor: 'tollgate' as const,
    detail: {},
  });
