/** The console's Today, revenue and list of organizations: each figure follows from what buyers did at Stripe. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nothingRecurring, recurringOf } from '../../shared/domain/billing/recurring.ts';
import type { Listing, OrganizationRowView, RevenueView, TodayView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import tollgate from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { countingTrips } from '../support/round-trips.ts';
import { useCard } from './at-stripe.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let people = 0;
let app: App;
let trips: ReturnType<typeof countingTrips>;
beforeEach(() => {
  trips = countingTrips(memoryTable({ now: stripe.now }));
  app = assemble({ table: trips.table, stripe: stripe.gateway, now: stripe.now });
});

async function buyer(...prices: readonly string[]) {
  const person = await signUp(app, `overview-${++people}@buyer.example`);
  for (const price of prices)
    await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price })).body.url);
  await app.reconcile();
  const { id } = (await person.get<{ id: string }>('/v1/account')).body;
  return { person, id };
}

const operator = (): Promise<Person> => signUp(app, 'operator@example.com');
const today = async () => (await (await operator()).get<TodayView>('/v1/admin/today')).body;
const revenue = async (query = '') => (await (await operator()).get<RevenueView>(`/v1/admin/revenue${query}`)).body;
const usd = async (query = '') => (await revenue(query)).data.find(({ currency }) => currency === 'usd')!;
const list = async (query: string) =>
  (await (await operator()).get<Listing<OrganizationRowView>>(`/v1/admin/organizations?${query}`)).body;
const subscriptionsOf = async (id: string) =>
  stripe.gateway.listSubscriptions((await app.deps.accounts.find(id))!.stripeCustomerId!);
const afterRenewal = async (id: string) => {
  const ends = (await subscriptionsOf(id)).flatMap(({ items }) => items.map(({ periodEnd }) => Date.parse(periodEnd)));
  await stripe.advanceTo(new Date(Math.max(...ends) + 2 * 3_600_000));
  await app.reconcile();
};

describe('revenue', () => {
  test('is what buyers pay a month, with a year as a twelfth, each counted once however often it is synced', async () => {
    await buyer('basic_monthly', 'verified_yearly');
    await buyer('basic_monthly');
    await app.reconcile();
    const { monthly, bridge, bySold, startMinor, endMinor } = await usd();
    expect(monthly).toEqual({ amountMinor: 20_700, count: 2 });
    expect({ startMinor, endMinor }).toEqual({ startMinor: 0, endMinor: 20_700 });
    expect(bridge.new.amountMinor + bridge.grown.amountMinor).toBe(20_700);
    expect(bySold).toEqual([
      { sold: 'plan:basic', amountMinor: 20_000, subscriptions: 2 },
      { sold: 'badge:verified', amountMinor: 700, subscriptions: 1 },
    ]);
  });

  test('grows with a larger plan, and what ends is lost', async () => {
    const one = await buyer('basic_monthly');
    const subscription = (await subscriptionsOf(one.id))[0]!.id;
    await one.person.send('POST', '/v1/subscription/change', { subscription, price: 'pro_monthly' });
    await app.reconcile();
    expect((await usd()).bridge.grown).toEqual({ amountMinor: 490_000, count: 1 });
    await one.person.send('POST', '/v1/subscription/cancel', { subscription, when: 'now' });
    await app.reconcile();
    expect(await usd()).toMatchObject({
      monthly: { amountMinor: 0, count: 0 },
      bridge: { lost: { amountMinor: 500_000, count: 1 } },
      bySold: [],
    });
  });

  test('at risk this week is what fails and what is cancelled, by cause, and nothing once it is paid', async () => {
    const { id } = await buyer('basic_monthly');
    const [subscription] = await subscriptionsOf(id);
    await useCard(stripe, subscription!, 'pm_card_chargeCustomerFail');
    await afterRenewal(id);
    expect(await usd()).toMatchObject({
      atRisk: { failing: { amountMinor: 10_000, count: 1 }, cancelled: { amountMinor: 0, count: 0 } },
      failing: { amountMinor: 10_000, count: 1 },
    });
    await useCard(stripe, subscription!, 'pm_card_visa');
    const invoice = String((await stripe.sdk.subscriptions.retrieve(subscription!.id)).latest_invoice);
    await stripe.sdk.invoices.pay(invoice);
    await app.reconcile();
    expect(await usd()).toMatchObject({
      atRisk: { failing: { amountMinor: 0, count: 0 } },
      failing: { amountMinor: 0, count: 0 },
    });
  });

  test('from states of before rollups is counted once, on the day on which its oldest subscription began', async () => {
    const { id } = await buyer('basic_monthly');
    const state = await app.deps.billing.read(id);
    const fresh = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now });
    const { counted } = state;
    expect(counted).toEqual(recurringOf(tollgate, state.subscriptions));
    expect(counted).not.toEqual(nothingRecurring);
    await fresh.deps.billing.write({
      ...{ ...state, readVersion: 0, grantsVersion: 0, syncedAt: String(state.syncedAt) },
      revenue: { before: null, after: nothingRecurring, at: String(state.syncedAt) },
    });
    const rolledUp = await fresh.deps.revenue.since('usd', '2020-01-01');
    expect([...rolledUp.days.keys()]).toEqual([]);
  });

  test.each([
    ['?from=2026-12-02&to=2026-12-01', 'from'],
    ['?from=2020-01-01&to=2026-12-01', 'from'],
    ['?from=2026-13-01', 'from'],
    ['?to=tomorrow', 'to'],
    ['?days=3', 'days'],
  ])('refuses the range %s by name', async (query, field) => {
    expect(await (await operator()).get(`/v1/admin/revenue${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });
});

describe('Today', () => {
  test('is quiet where nothing needs anybody', async () => {
    const { failing, events, reviews, corrections } = await today();
    expect(failing).toEqual({ count: 0, more: false, atRisk: [], firstEnd: null, data: [] });
    expect(events).toEqual({ count: 0, more: false, groups: [] });
    expect(Object.values(reviews).map(({ count }) => count)).toEqual([0, 0, 0]);
    expect(corrections.count).toBe(0);
  });

  test('names the organizations whose payments fail, of plan and badge together, and when the first loses access', async () => {
    const { id } = await buyer('basic_monthly', 'verified_monthly');
    for (const one of await subscriptionsOf(id)) await useCard(stripe, one, 'pm_card_chargeCustomerFail');
    await afterRenewal(id);
    const { failing, checkedAt } = await today();
    expect(failing).toMatchObject({ count: 1, more: false, atRisk: [{ amountMinor: 10_800, currency: 'usd' }] });
    expect(failing.data).toEqual([expect.objectContaining({ id, name: 'Test Ltd' })]);
    expect(failing.data[0]!.payments.map((each) => each.of).toSorted()).toEqual(['badge', 'plan']);
    expect(Date.parse(String(failing.firstEnd)) - Date.parse(checkedAt)).toBeLessThan(7 * 86_400_000);
  });

  test('groups events that were tried in vain by their error, and forgets those that are handled', async () => {
    const message = (n: number) => ({
      ...{ id: `evt_0000000${n}`, type: 'invoice.paid', createdAt: stripe.now().toISOString(), livemode: false },
      ...{ apiVersion: null, objectId: null, customerId: `cus_0000000${n}`, via: null },
    });
    const note = { at: stripe.now(), apiVersionDiffers: false } as const;
    for (const n of [1, 2, 3])
      await app.deps.events.end(message(n), { ...note, outcome: 'failed', error: `No such customer: cus_0000000${n}` });
    await app.deps.events.end(message(4), { ...note, outcome: 'parked', error: 'Timed out' });
    await app.deps.events.end(message(3), { ...note, outcome: 'handled', error: null });
    const { events } = await today();
    expect(events.groups.map(({ error, count }) => [error, count])).toEqual([
      ['No such customer: …', 2],
      ['Timed out', 1],
    ]);
    expect(events.groups[0]!.ids).toEqual(['evt_00000001', 'evt_00000002']);
  });
});

describe('the list of organizations', () => {
  test('is newest first, or by what they pay, or by how long a payment fails', async () => {
    const [basic, pro, free] = [await buyer('basic_monthly'), await buyer('pro_monthly'), await buyer()];
    expect((await list('sort=revenue')).data.map(({ id }) => id)).toEqual([pro.id, basic.id]);
    expect(new Set((await list('sort=created')).data.map(({ id }) => id))).toContain(free.id);
    const [row] = (await list('sort=revenue&limit=1')).data;
    expect(row).toMatchObject({
      monthly: [{ amountMinor: 500_000, currency: 'usd' }],
      sold: ['plan:pro'],
      failingSince: null,
    });
    const [subscription] = await subscriptionsOf(basic.id);
    await useCard(stripe, subscription!, 'pm_card_chargeCustomerFail');
    await afterRenewal(basic.id);
    const failing = (await list('sort=failing')).data;
    expect(failing.map(({ id }) => id)).toEqual([basic.id]);
    expect(Date.parse(String(failing[0]!.failingSince))).toBeLessThan(stripe.now().getTime());
  });

  test('comes in pages by cursor that show each once, and in no order without an index', async () => {
    for (let i = 0; i < 3; i++) await buyer('basic_monthly');
    const first = await list('sort=revenue&limit=2');
    const second = await list(`sort=revenue&limit=2&cursor=${first.cursor}`);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(3);
    expect(second.cursor).toBeUndefined();
    expect((await (await operator()).get('/v1/admin/organizations?sort=plan')).status).toBe(400);
  });

  test('is in the order of names, without their case and accents, in pages that show each once', async () => {
    const ids: string[] = [];
    for (const name of ['Zebra', 'élan', 'مراقب', 'Alpha 10', 'alpha', '…']) {
      const { person, id } = await buyer();
      await person.send('PATCH', `/v1/organizations/${id}`, { name });
      ids.push(id);
    }
    const names: string[] = [];
    let cursor = '';
    do {
      const page = await list(`sort=name&limit=2${cursor && `&cursor=${cursor}`}`);
      names.push(...page.data.filter(({ id }) => ids.includes(id)).map(({ name }) => name));
      cursor = page.cursor ?? '';
    } while (cursor);
    expect(names).toEqual(['…', 'alpha', 'Alpha 10', 'élan', 'Zebra', 'مراقب']);
  });

  test('says what an organization pays for, and is of one product or state if asked for', async () => {
    const [basic, free] = [await buyer('basic_monthly'), await buyer()];
    await (await operator()).send('POST', `/v1/admin/accounts/${free.id}/suspend`, { reason: 'scraping' });
    expect((await list('sold=plan:basic')).data).toEqual([
      expect.objectContaining({ id: basic.id, suspended: false, email: basic.person.email, sold: ['plan:basic'] }),
    ]);
    expect((await list('state=suspended')).data.map(({ id }) => id)).toEqual([free.id]);
    expect((await list('state=active&sold=none')).data.map(({ id }) => id)).not.toContain(free.id);
    expect(await list('state=suspended&limit=1&sort=name')).toMatchObject({ cursor: expect.any(String) });
  });

  test.each([
    ['sort=plan', 'sort'],
    ['state=failing', 'state'],
    ['sold=plan', 'sold'],
    ['sold=plan:%3Cscript%3E', 'sold'],
    ['currency=%24', 'currency'],
    ['cursor=bm90aGluZw', 'cursor'],
    ['limit=many', 'limit'],
    ['name=x', 'name'],
  ])('refuses %s by name', async (query, field) => {
    expect(await (await operator()).get(`/v1/admin/organizations?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });
});

test.each([
  ['/v1/admin/today', 3],
  ['/v1/admin/revenue', 3],
  ['/v1/admin/organizations?sort=revenue', 3],
  ['/v1/admin/organizations?sort=created', 3],
  ['/v1/admin/organizations?sort=name&state=active&sold=plan:basic', 3],
])('%s takes at most %i round trips to the table after the session’s', async (path, most) => {
  for (let i = 0; i < 2; i++) await buyer('basic_monthly', 'verified_monthly');
  const person = await operator();
  const before = await tripsOf(() => person.get('/v1/admin/nothing'));
  const all = await tripsOf(() => person.get(path));
  expect(all - before).toBeLessThanOrEqual(most);
});

async function tripsOf(act: () => Promise<unknown>): Promise<number> {
  trips.reset();
  await act();
  return trips.trips();
}
