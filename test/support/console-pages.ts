/** The pages of the console as the API answers them, for a test of their round trips and a bench of their time. */
import { functions } from '../../infra/functions.ts';
import type {
  AdminLicenceView,
  ConsoleOrganizationView,
  Listing,
  OrganizationRowView,
} from '../../shared/http/views.ts';
import type { Person } from './app-person.ts';

/** Queries under which a page reads in another way than without. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/v1/admin/organizations': [
    'sort=name',
    'sort=revenue',
    'sort=failing',
    'sort=seen',
    'state=suspended',
    'sold=plan:basic',
  ],
  '/v1/admin/search': [
    'q=amber',
    'q={organization}',
    'q={email}',
    'q={key}',
    'q={start}',
    'q=organization-7.example',
    'q=id.{organization}.20261124T120000Z',
  ],
  '/v1/admin/requests': ['dataset=posts', 'dataset=posts&from=2026-10-01&to=2026-12-01', 'key={key}'],
  '/v1/admin/revenue': ['from=2026-01-01&to=2026-12-31'],
  '/v1/admin/events': ['outcome=parked', 'error=a'],
  '/v1/admin/badges': ['state=in_review'],
  '/v1/admin/use-cases': ['state=pending'],
  '/v1/admin/contests': ['state=open'],
  '/v1/admin/audit': ['account={organization}'],
  '/v1/admin/organizations/{id}/timeline': ['kinds=email', 'kinds=served', 'kinds=refusal&until=2026-11-24T12:01:00Z'],
};

/** Pages that read something else than the table, or need a thing that only other parts of the product make. */
const elsewhere: Readonly<Record<string, string>> = {
  '/v1/admin/accounts/{id}/billing/refunds': 'asks Stripe for invoices',
  '/v1/admin/accounts/{id}/billing/invoices': 'asks Stripe for invoices',
  '/v1/admin/stripe/{id}': 'asks Stripe for what an id names',
  '/v1/admin/catalogue': 'asks Stripe for what is on sale',
};

/** Answers without a body to show: no text to search, and no picture. */
const answers: Readonly<Record<string, number>> = {
  '/v1/admin/requests': 400,
  '/v1/admin/search': 400,
  '/v1/admin/badges/{handle}/picture': 404,
};

/** The things that the parts of a path in braces stand for, where it is not an organization's id. */
const idOf: Readonly<Record<string, string>> = {
  '/v1/admin/keys/{id}': 'key',
  '/v1/admin/datasets/{id}': 'dataset',
  '/v1/admin/webhooks/{id}/deliveries': 'webhook',
  '/v1/admin/licences/{id}/{version}/missing': 'licence',
};

/** A page with a query: its route, its path with braces, and the status of its answer. */
export type ConsolePage = { readonly page: string; readonly path: string; readonly status: number };

/** Every page that reads the table, once for each way in which it does. */
export const consolePages: readonly ConsolePage[] = Object.values(functions)
  .flatMap(({ routes }) => (routes === undefined || routes === '$default' ? [] : Object.keys(routes)))
  .flatMap((route) => (route.startsWith('GET /v1/admin/') ? [route.slice('GET '.length)] : []))
  .filter((page) => elsewhere[page] === undefined)
  .flatMap((page) => [
    { page, path: page, status: answers[page] ?? 200 },
    ...(queries[page] ?? []).map((query) => ({ page, path: `${page}?${query}`, status: 200 })),
  ]);

/** Things of a seeded table that paths name, by their name in braces. */
export type Known = Readonly<Record<string, string>>;

/** Finds or makes the things that paths name, in a table of 100 organizations or more. */
export async function knownThings(operator: Person): Promise<Known> {
  const { data } = (await operator.get<Listing<OrganizationRowView>>('/v1/admin/organizations?sort=name&limit=100'))
    .body;
  const row = data.find(({ id, email }) => id !== '' && /^owner-\d+@/.test(email))!;
  const { keys, badges } = (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${row.id}`)).body;
  const hook = { url: 'https://operators.example/in', reason: 'we listen' };
  const webhook = (await operator.send<{ id: string }>('POST', '/v1/admin/webhooks', hook)).body.id;
  const order = { from: '2026-11-01T00:00:00.000Z', reason: 'asked for' };
  const pack = (await operator.send<{ id: string }>('POST', `/v1/admin/accounts/${row.id}/packs`, order)).body.id;
  const licences = (await operator.get<Listing<AdminLicenceView>>('/v1/admin/licences')).body.data;
  const licence = licences.find(({ isInForce }) => !isInForce)!;
  return {
    ...{ webhook, pack, licence: licence.id, version: licence.version },
    dataset: 'posts',
    ...{ id: row.id, organization: row.id, email: row.email },
    ...{ key: keys[0]!.id, start: keys[0]!.start, handle: badges[0]?.handle ?? 'org10' },
  };
}

/** The path of a page with the things that it names. */
export const pathOf = ({ page, path }: ConsolePage, known: Known): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = known[name === 'id' ? (idOf[page] ?? 'id') : name];
    if (value === undefined) throw new Error(`${page} needs a ${name}: name one in knownThings`);
    return encodeURIComponent(value);
  });
