/** The head of an organization's page has its state, failing payments, price and everything of its own. */
import { beforeEach, expect, test } from 'vitest';
import { nothingGiven } from '../../shared/domain/billing/given.ts';
import { nothingRecurring } from '../../shared/domain/billing/recurring.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { ConsoleOrganizationView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, joined, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

const revenue = { before: null, after: nothingRecurring, at: start.toISOString() };

let app: App;
let operator: Person;
let ada: Person;
let id: string;
let trips: ReturnType<typeof countedTrips>;

beforeEach(async () => {
  trips = countedTrips(memoryTable());
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => start });
  operator = await signUp(app, 'operator@example.com');
  ada = await signUp(app, 'ada@brand.example');
  id = (await app.deps.accounts.findByEmail('ada@brand.example'))!.id;
});

const read = async () => (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${id}`)).body;

const subscription = (
  change: Partial<Subscription>,
  item: Partial<Subscription['items'][number]> = {},
): Subscription => ({
  ...{ id: 'sub_1', status: 'active', createdAt: '2026-10-01T00:00:00.000Z', cancelAtPeriodEnd: false },
  ...{ cancelAt: null, endedAt: null, currency: 'eur', collectionPaused: false, collection: 'charge_automatically' },
  latestInvoice: null,
  items: [
    {
      ...{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month' },
      ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2026-12-01T00:00:00.000Z' },
      ...item,
    },
  ],
  ...change,
});

const billed = async (...subscriptions: Subscription[]) => {
  await app.deps.billing.write({
    ...{ accountId: id, readVersion: 0, grantsVersion: 0, subscriptions, credit: null },
    ...{ syncedAt: start.toISOString(), notices: [], accessChange: null, given: nothingGiven, revenue },
  });
};

test('it shows members, keys, apps, acceptances and holds of one that bought nothing', async () => {
  await acceptLicences(ada);
  const key = await newKey(ada, 'test');
  await joined(app, ada, { email: 'bob@brand.example', role: 'developer' });
  await operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'scraping' });
  const head = await read();
  expect(head).toMatchObject({
    ...{ id, name: 'Test Ltd', email: 'ada@brand.example', state: 'active', access: 'none', failing: [] },
    ...{ suspension: { reason: 'scraping' }, hold: null, paysMonthly: [], subscriptions: [], syncedAt: null },
  });
  expect(head.members.map(({ email, role }) => [email, role])).toEqual(
    expect.arrayContaining([
      ['ada@brand.example', 'owner'],
      ['bob@brand.example', 'developer'],
    ]),
  );
  expect(head.keys).toMatchObject([{ id: key.id, start: key.start }]);
  expect(head.apps).toMatchObject([{ id: 'default' }]);
  expect(head.acceptances.length).toBeGreaterThan(0);
});

test('its monthly price adds months, and a twelfth of years, by currency', async () => {
  await billed(
    subscription({}, { unitAmountMinor: 900 }),
    subscription({ id: 'sub_2' }, { unitAmountMinor: 12_000, interval: 'year' }),
    subscription({ id: 'sub_3', currency: 'usd' }, { unitAmountMinor: 500 }),
    subscription({ id: 'sub_4', status: 'canceled' }, { unitAmountMinor: 700 }),
  );
  expect((await read()).paysMonthly).toEqual([
    { amountMinor: 1_900, currency: 'eur' },
    { amountMinor: 500, currency: 'usd' },
  ]);
});

test('a price is the catalogue’s, a former one or a private one', async () => {
  await billed(subscription({}));
  const [listed] = (await read()).subscriptions;
  expect(listed).toMatchObject({ priceFrom: 'catalogue', amount: listed?.catalogueAmount });
  await app.deps.billing.write({
    ...{ accountId: id, readVersion: 1, grantsVersion: 0, credit: null, syncedAt: start.toISOString() },
    ...{ notices: [], accessChange: null, given: nothingGiven, revenue },
    subscriptions: [
      subscription({}, { unitAmountMinor: 1 }),
      subscription({ id: 'sub_2' }, { lookupKey: null, unitAmountMinor: 5 }),
    ],
  });
  expect((await read()).subscriptions.map(({ priceFrom }) => priceFrom)).toEqual(['former', 'private']);
});

test('a failing payment is named with its amount', async () => {
  await billed(subscription({ status: 'past_due' }, { unitAmountMinor: 900 }));
  expect((await read()).failing).toMatchObject([{ of: 'plan', subscription: 'sub_1', amount: { amountMinor: 900 } }]);
});

test('it takes three round trips to the table, and none that is unknown is shown', async () => {
  await acceptLicences(ada);
  await newKey(ada, 'test');
  const asked = () => operator.get(`/v1/admin/organizations/${id}`);
  const withSession = await trips.of(asked);
  const session = await trips.of(() => operator.get('/v1/admin/organizations/nobody'));
  expect((await operator.get('/v1/admin/organizations/nobody')).status).toBe(404);
  expect(withSession - session).toBeLessThanOrEqual(2);
  expect((await ada.get(`/v1/admin/organizations/${id}`)).status).toBe(403);
});
