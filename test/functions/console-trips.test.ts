/** Every page of the console reads the table in three round trips at the most. The table has a hundredth of the size of `bench console`. */
import { beforeAll, expect, test } from 'vitest';
import { seedTable } from '../../cli/seed/seed.ts';
import { functions } from '../../infra/functions.ts';
import type {
  AdminLicenceView,
  ConsoleOrganizationView,
  Listing,
  OrganizationRowView,
} from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

const most = 3;
const pages = Object.values(functions)
  .flatMap(({ routes }) => (routes === undefined || routes === '$default' ? [] : Object.keys(routes)))
  .flatMap((route) => (route.startsWith('GET /v1/admin/') ? [route.slice('GET '.length)] : []));

/** Queries under which a page reads in another way than without. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/v1/admin/organizations': ['sort=name', 'sort=revenue', 'sort=failing', 'state=suspended', 'sold=plan:basic'],
  '/v1/admin/search': ['q=amber', 'q={organization}', 'q={email}', 'q={key}', 'q={start}', 'q=organization-7.example'],
  '/v1/admin/requests': ['dataset=posts', 'dataset=posts&from=2026-10-01&to=2026-12-01', 'key={key}'],
  '/v1/admin/revenue': ['from=2026-01-01&to=2026-12-31'],
  '/v1/admin/events': ['outcome=parked'],
  '/v1/admin/badges': ['state=in_review'],
  '/v1/admin/use-cases': ['state=pending'],
  '/v1/admin/contests': ['state=open'],
  '/v1/admin/audit': ['account={organization}'],
  '/v1/admin/organizations/{id}/timeline': ['kinds=email'],
};

/** Pages that read something else than the table, or need a thing that only other parts of the product make. */
const elsewhere: Readonly<Record<string, string>> = {
  '/v1/admin/accounts/{id}/billing/refunds': 'asks Stripe for invoices',
};

/** An address leads to its person, the person to the organization, and that to its name: one more than of other pages. */
const allowed: Readonly<Record<string, number>> = { '/v1/admin/suppressions': 4 };

/** Answers without a body to show: no text to search, and no picture. */
const answers: Readonly<Record<string, number>> = {
  '/v1/admin/requests': 400,
  '/v1/admin/search': 400,
  '/v1/admin/badges/{handle}/picture': 404,
};

const trips = countedTrips(memoryTable({ now: () => start }));
let app: App;
let operator: Person;
let session: number;
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => start });
  const size = { organizations: 100, keys: 10, events: 100, seed: 17 };
  await seedTable({ ...size, now: start, catalog }, async (items) => {
    for (const item of items) await trips.table.put(item);
  });
  operator = await signUp(app, 'operator@example.com');
  session = await trips.of(() => operator.get('/v1/admin/licences'));
  const { data } = (await operator.get<Listing<OrganizationRowView>>('/v1/admin/organizations?limit=100')).body;
  const row = data.find(({ email }) => email === 'owner-10@organization-10.example')!;
  const { keys } = (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${row.id}`)).body;
  const hook = { url: 'https://operators.example/in', reason: 'we listen' };
  const webhook = (await operator.send<{ id: string }>('POST', '/v1/admin/webhooks', hook)).body.id;
  const order = { from: '2026-11-01T00:00:00.000Z', reason: 'asked for' };
  const pack = (await operator.send<{ id: string }>('POST', `/v1/admin/accounts/${row.id}/packs`, order)).body.id;
  const licences = (await operator.get<Listing<AdminLicenceView>>('/v1/admin/licences')).body.data;
  const licence = licences.find(({ isInForce }) => !isInForce)!;
  known = {
    ...{ webhook, pack, licence: licence.id, version: licence.version },
    id: row.id,
    organization: row.id,
    email: row.email,
    key: keys[0]!.id,
    start: keys[0]!.start,
    handle: 'org10',
  };
}, 60_000);

/** The things that the parts of a path in braces stand for, where it is not an organization's id. */
const idOf: Readonly<Record<string, string>> = {
  '/v1/admin/keys/{id}': 'key',
  '/v1/admin/webhooks/{id}/deliveries': 'webhook',
  '/v1/admin/licences/{id}/{version}/missing': 'licence',
};

const filled = (page: string): string =>
  page.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = known[name === 'id' ? (idOf[page] ?? 'id') : name];
    if (value === undefined) throw new Error(`${page} needs a ${name}: name one in this test`);
    return encodeURIComponent(value);
  });

const asked = pages
  .filter((page) => elsewhere[page] === undefined)
  .flatMap((page) => ['', ...(queries[page] ?? [])].map((query) => (query ? `${page}?${query}` : page)));

test.each(asked)('%s takes three round trips at the most after the session’s', async (page) => {
  const path = filled(page);
  const taken = (await trips.of(() => operator.get(path))) - session;
  expect(taken).toBeLessThanOrEqual(allowed[page] ?? most);
  expect((await operator.get(path)).status).toBe(answers[page] ?? 200);
});
