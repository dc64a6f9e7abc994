import type {
  ConsoleOrganizationView,
  KeyVerdictView,
  RefusalView,
  SearchHit,
  SearchView,
  StripeSearchView,
  TimelineLineView,
  TimelineView,
} from '../../shared/http/views.ts';
import { actRoutes } from './stub-acts.ts';
import { gone, ok, type Route } from './stub-answers.ts';

const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`;
const name = 'مراقب العلامات Brand Watch';
const organization = { id: 'acc_0', name };

/** The id of a request that a buyer sends to support. */
export const requestOfHit = 'JKJaXmPLvHcESHA=.acc_0.20261124T140000Z';

/** An invoice that Stripe alone knows. */
export const invoiceOfHit = 'in_1MtHbELkdIwHu7ixl4OzzPMv';
const ofStripe = { kind: 'stripe', detail: 'invoice', organization } as const;

const hits: readonly (SearchHit & { readonly by: string })[] = [
  { by: 'brand', kind: 'organization', id: 'acc_0', title: name, detail: 'active', organization },
  {
    ...{ by: 'brand', kind: 'organization', id: 'acc_1', title: 'Brandy & Co', detail: 'active' },
    organization: { id: 'acc_1', name: 'Brandy & Co' },
  },
  { by: requestOfHit, kind: 'request', id: requestOfHit, title: requestOfHit, detail: at(14), organization },
  { by: 'tg_live_LKkz', kind: 'key', id: 'key_1', title: 'tg_live_LKkz', detail: 'production', organization },
];

const organizationView: ConsoleOrganizationView = {
  ...{ id: 'acc_0', name, legalName: 'Brand Watch GmbH', country: 'DE', email: 'ada@brand.example', language: 'en' },
  ...{ createdAt: at(1), stripeCustomerId: 'cus_7WYabc', state: 'active', hold: null, mailHeldBack: null },
  suspension: { reason: 'Scraping the archive', at: at(2) },
  failing: [
    {
      ...{ of: 'plan', id: 'basic', subscription: 'sub_1', amount: { amountMinor: 10_000, currency: 'usd' } },
      ...{ since: at(3), accessUntil: '2027-01-06T00:00:00.000Z', payAt: 'https://invoice.stripe.com/i/1' },
    },
    { of: 'credit', id: '', subscription: null, amount: null, since: at(4), accessUntil: null, payAt: null },
  ],
  ...{ access: 'grace', accessUntil: '2027-01-06T00:00:00.000Z', syncedAt: at(3), spendCap: null },
  paysMonthly: [{ amountMinor: 10_800, currency: 'usd' }],
  subscriptions: [],
  usage: { periodStart: at(1), periodEnd: at(23), allowance: 10_000, used: 1_428, unit: 'record', overage: false },
  credit: { bought: 5_000, used: 1_000, remaining: 4_000 },
  unusable: [
    { periodStart: '2026-11-01T00:00:00.000Z', units: 30 },
    { periodStart: 'CREDIT', units: 4 },
  ],
  members: [{ id: 'per_1', email: 'ada@brand.example', role: 'owner', since: at(1) }],
  invitations: [{ id: 'inv_1', email: 'bob@brand.example', role: 'viewer', expiresAt: at(20) }],
  keys: [
    {
      ...{
        id: 'key_1',
        app: 'default',
        label: 'production',
        environment: 'live',
        purpose: null,
        start: 'tg_live_LKkz',
      },
      ...{ scopes: [], cidrs: [], createdAt: at(1), expiresAt: null, revokedAt: null },
    },
  ],
  apps: [{ id: 'default', name: 'Default', purpose: '', url: null, createdAt: at(1) }],
  badges: [{ handle: 'brandwatch', badge: 'verified', displayName: 'Brand Watch', state: 'approved' }],
  acceptances: [
    {
      ...{ licence: 'posts', version: '2026-11-01', sha256: '9be1', name: 'Ada Buyer', role: 'CTO' },
      ...{ email: 'ada@brand.example', at: at(1) },
    },
  ],
  domains: ['brand.example'],
};

const lines: readonly TimelineLineView[] = [
  {
    ...{
      at: at(14),
      id: 'r1',
      kind: 'refusal',
      key: 'key_1',
      app: 'default',
      dataset: 'posts',
      count: 211,
      to: at(15),
    },
    ...{ reason: 'payment_required', status: 402, calls: [] },
  },
  {
    ...{ at: at(13), id: 'm1', kind: 'email', name: 'payment_failed', address: 'ada@brand.example', outcome: 'sent' },
    ...{ reports: [{ fate: 'bounced', at: at(13), detail: 'Permanent/General' }], again: 'possible' },
  },
  {
    ...{ at: at(13), id: 'm2', kind: 'email', name: 'member_invited', address: '', outcome: 'sent' },
    ...{ reports: [], again: 'one_time_link' },
  },
  {
    ...{ at: at(12), id: 't1', kind: 'decision', action: 'account.suspended', actor: 'operator@example.com' },
    detail: { reason: '=cmd()' },
  },
  {
    ...{ at: at(12), id: 't3', kind: 'decision', action: 'refund.made', actor: 'operator@example.com' },
    detail: { amountMinor: '1050', currency: 'usd', invoice: 'in_1', operatorRole: 'support', reason: 'Billed twice' },
  },
  {
    ...{ at: at(12), id: 't4', kind: 'decision', action: 'comp.given', actor: 'operator@example.com' },
    detail: { plan: 'pro', until: '2027-01-31T00:00:00.000Z', reason: 'For the outage' },
  },
  { at: at(12), id: 'evt_1', kind: 'event', type: 'invoice.payment_failed', outcome: 'handled', attempts: 1 },
  { at: at(11), id: 't2', kind: 'licence', action: 'licence.accepted', actor: 'ada@brand.example', detail: {} },
  {
    ...{ at: '2026-11-23T00:00:00.000Z', id: '2026-11-23', kind: 'served', requests: 1204, units: 11_980, keys: 2 },
    datasets: ['posts', 'profiles'],
  },
];

const [key] = organizationView.keys;
const keyVerdict: KeyVerdictView = {
  key: { ...key!, scopes: ['posts'], cidrs: ['203.0.113.0/24'], expiresAt: '2027-02-28T00:00:00.000Z' },
  organization,
  verdict: {
    ...{ reason: 'payment_required', since: at(3), until: null },
    resources: [{ resource: 'posts', reason: 'payment_required' }],
  },
  ...{ access: 'none', suspendedBecause: null, subscriptions: [], failing: organizationView.failing },
};
const servedKey: KeyVerdictView = {
  ...keyVerdict,
  ...{ key: { ...key!, id: 'key_2', label: '' }, access: 'full', failing: [] },
  verdict: {
    ...{ reason: null, since: null, until: '2027-01-06T00:00:00.000Z' },
    resources: [
      { resource: 'posts', reason: null },
      { resource: 'gateway:chat', reason: 'dataset_not_in_plan' },
    ],
  },
};
const refusals: readonly RefusalView[] = [
  {
    ...{ key: 'key_1', app: 'default', dataset: 'posts', reason: 'payment_required', status: 402, count: 211 },
    ...{ from: at(14), to: at(15) },
    calls: [{ at: at(14), query: 'GET /data/posts?limit=100', address: '203.0.113.7' }],
  },
];

/** The search of the console, and the page of one organization. */
export const consoleRoutes: Record<string, Route> = {
  ...actRoutes,
  'GET /v1/admin/search': (_, { query }) => {
    const text = (query.get('q') ?? '').toLowerCase();
    const found = hits
      .filter(({ by }) => text !== '' && by.toLowerCase().startsWith(text))
      .map(({ by, ...hit }) => hit);
    const exact = found.find(({ title }) => title.toLowerCase() === text) ?? null;
    return ok<SearchView>({ hits: found, exact, more: false });
  },
  'GET /v1/admin/stripe/:id': (_, __, id) =>
    ok<StripeSearchView>({ hit: id === invoiceOfHit ? { ...ofStripe, id, title: id } : null }),
  'GET /v1/admin/keys/:id': (_, __, id) => (id === 'key_1' ? ok(keyVerdict) : id === 'key_2' ? ok(servedKey) : gone),
  'GET /v1/admin/accounts/:id/refusals': () => ok({ data: refusals }),
  'GET /v1/admin/organizations/:id': ({ owed }, _, id) => {
    const shown = owed ? { ...organizationView, suspension: null, failing: owed } : organizationView;
    return id === 'acc_0' ? ok(shown) : gone;
  },
  'GET /v1/admin/organizations/:id/timeline': (_, { query }) => {
    const kinds = query.get('kinds')?.split(',');
    const until = query.get('until') ?? '~';
    return ok<TimelineView>({
      data: lines.filter((line) => line.at < until && (!kinds || kinds.includes(line.kind))),
    });
  },
};
