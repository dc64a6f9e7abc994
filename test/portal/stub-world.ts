import { createHash } from 'node:crypto';
import type {
  AccountView,
  AdminEventView,
  CorrectionView,
  KeyView,
  LicenceView,
  SubscriptionView,
} from '../../shared/http/views.ts';
import { someAffiliates, someAffiliations } from './stub-affiliates.ts';
import { someAdminUseCases, someApps, someUseCases } from './stub-apps.ts';
import { someAdminBadges, someBadges } from './stub-badges.ts';
import { catalog } from './stub-catalog.ts';
import { someContests } from './stub-contests.ts';
import { someDomain } from './stub-domains.ts';
import { someMembers, someOrganizations, someSessions } from './stub-members.ts';
import { somePacks } from './stub-packs.ts';
import { someRequests } from './stub-requests.ts';
import { someSigningKeys } from './stub-signing.ts';
import type { World } from './stub-state.ts';
import { someStatements } from './stub-statements.ts';
import { someTogether } from './stub-together.ts';
import { someOwnTrail, someTrails } from './stub-trails.ts';
import { someUsage, usageWith } from './stub-usage.ts';
import { someWebhooks } from './stub-webhooks.ts';

const licenceText = `Conversation licence\n\n${'1. You may read the records and keep what you need. '.repeat(40)}`;

export const basicSubscription: SubscriptionView = {
  id: 'sub_1',
  price: 'basic_monthly',
  plan: 'basic',
  badge: null,
  affiliates: 0,
  status: 'active',
  awaitsFirstPayment: false,
  unpaidBecause: null,
  amount: null,
  invoiced: null,
  periodStart: '2026-11-05T00:00:00.000Z',
  periodEnd: '2026-12-05T00:00:00.000Z',
  cancelAtPeriodEnd: false,
  endsAt: null,
  endedBecause: null,
  failingPayment: null,
  payAt: null,
  currency: 'usd',
  pending: null,
  scheduled: null,
  invoiceDueAt: null,
};

const account: AccountView = {
  id: 'acc_1',
  email: 'buyer@example.com',
  organization: 'Brand Watch Ltd',
  role: 'owner',
  createdAt: '2026-11-01T09:00:00.000Z',
  operator: true,
  operatorRole: 'owner',
  signedInBy: 'link',
  mailHeldBack: null,
  suspension: null,
  hold: null,
  subscriptions: [
    basicSubscription,
    {
      ...basicSubscription,
      id: 'sub_2',
      price: 'verified_yearly',
      plan: null,
      badge: 'verified',
      status: 'past_due',
      failingPayment: { accessUntil: '2026-11-12T00:00:00.000Z' },
      payAt: '/elsewhere/invoice',
    },
    {
      ...basicSubscription,
      ...{ id: 'sub_3', price: 'verified_organization_monthly', plan: null, badge: 'verified_organization' },
      ...{ affiliates: 12, invoiceDueAt: '2026-11-19T00:00:00.000Z' },
      scheduled: { price: 'verified_organization_monthly', affiliates: 3, at: '2026-12-05T00:00:00.000Z' },
    },
  ],
  spendCap: { amountMinor: 250_00, currency: 'usd' },
  entitlement: {
    access: 'full',
    accessUntil: '2026-12-05T00:00:00.000Z',
    plans: ['basic'],
    badges: [],
    upstreams: [],
    datasets: ['posts', 'films'],
    allowance: 10_000,
    unit: 'record',
    overage: false,
    credit: 4_000,
    periodStart: basicSubscription.periodStart,
    periodEnd: basicSubscription.periodEnd,
  },
};

const key: KeyView = {
  id: 'key_1',
  purpose: null,
  app: 'default',
  label: 'Nightly import',
  environment: 'live',
  start: 'tg_live_9fQ2',
  scopes: ['posts'],
  cidrs: [],
  createdAt: '2026-11-06T08:30:00.000Z',
  expiresAt: null,
  revokedAt: null,
};

const period = { periodStart: basicSubscription.periodStart, periodEnd: basicSubscription.periodEnd };
const credit = { bought: 4_000, used: 1_240, remaining: 2_760, held: 0, unusable: 0, untold: 0 };
const counted = {
  hasRead: true,
  ...period,
  allowance: 10_000,
  used: 8_240,
  remaining: 1_760,
  held: 0,
  unusable: 0,
  untold: 0,
  credit,
};
const licence = (id: string, title: string, accepted: LicenceView['accepted']): LicenceView => ({
  id,
  version: '2026-11',
  sha256: createHash('sha256').update(licenceText).digest('hex'),
  termsSha256: null,
  title,
  url: `/v1/licences/${id}/2026-11`,
  binding: 'en',
  translationUrl: null,
  inForceFrom: '2026-11-01T00:00:00.000Z',
  required: accepted === null,
  accepted,
});

const event = (index: number, outcome: AdminEventView['outcome']): AdminEventView => ({
  id: `evt_1Q${index}abcdef`,
  type: index % 2 ? 'customer.subscription.updated' : 'invoice.paid',
  createdAt: '2026-11-20T10:00:00.000Z',
  receivedAt: '2026-11-20T10:00:02.000Z',
  customerId: index % 3 ? `cus_${index}` : null,
  outcome,
  attempts: outcome === 'parked' ? 8 : 1,
  error: outcome === 'parked' ? 'Stripe did not answer within 10 s' : null,
  apiVersion: '2026-10-28.endive',
  apiVersionDiffers: false,
});

const corrected = {
  runId: 'run_1',
  runStartedAt: '2026-11-20T03:00:00.000Z',
  at: '2026-11-20T03:00:07.000Z',
  accessChanged: true,
};
const onceStored = JSON.stringify({
  ...{ id: 'sub_4', status: 'active', createdAt: '2026-11-05T00:00:00.000Z', cancelAtPeriodEnd: false, cancelAt: null },
  items: [{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month', periodEnd: basicSubscription.periodEnd }],
});
const drift: CorrectionView[] = [
  {
    ...corrected,
    ...{
      accountId: 'acc_3',
      organization: 'Organization 3',
      role: 'owner',
      customerId: 'cus_Q3kj3n4k5',
      cause: 'changed_without_event',
    },
    differences: [
      { of: 'subscription', id: 'sub_9', field: 'cancelAtPeriodEnd', before: 'false', after: 'true' },
      {
        ...{ of: 'grant', id: 'sub_9/plan:basic', field: 'graceUntil' },
        ...{ before: '"2026-12-13T00:00:00.000Z"', after: '"2026-12-05T00:00:00.000Z"' },
      },
    ],
  },
  {
    ...corrected,
    ...{ accountId: 'acc_5', organization: null, customerId: 'cus_Q5kj3n4k5', cause: 'deleted_item' },
    differences: ['sub_4', 'sub_5'].flatMap((id): CorrectionView['differences'] => [
      { of: 'subscription', id, field: null, before: null, after: onceStored },
      { of: 'grant', id: `${id}/plan:basic`, field: null, before: null, after: '{"status":"active"}' },
    ]),
  },
];

/** A buyer with data in every section, who is also an operator. */
export function busyWorld(): World {
  const accepted = { at: '2026-11-05T09:12:00.000Z', name: 'Dana Haddad', role: 'Head of Data' };
  return structuredClone({
    catalog,
    account,
    accountBehindSignIn: account,
    links: new Map([['good', 'buyer@example.com']]),
    licenceText,
    licences: [licence('conversations', 'Conversation licence', accepted), licence('films', 'Films licence', null)],
    keys: [
      key,
      { ...key, id: 'key_2', app: 'app_1', label: 'اختبار', environment: 'test', start: 'tg_test_x81L' },
      { ...key, id: 'key_3', label: 'Old laptop', start: 'tg_live_aaaa', revokedAt: '2026-11-10T08:30:00.000Z' },
      { ...key, id: 'key_4', label: 'Last year', start: 'tg_live_bbbb', expiresAt: '2026-11-20T08:30:00.000Z' },
    ],
    ownTrail: someOwnTrail(),
    requests: someRequests(),
    apps: someApps(),
    useCases: someUseCases(),
    statements: someStatements(),
    adminUseCases: someAdminUseCases(),
    contests: someContests(),
    signing: someSigningKeys(),
    packs: somePacks(),
    usage: someUsage(counted),
    organizations: someOrganizations(),
    members: someMembers(),
    sessions: someSessions(),
    badges: someBadges(),
    domain: someDomain(),
    affiliates: someAffiliates(),
    affiliations: someAffiliations(),
    invoices: [
      {
        id: 'in_1',
        number: 'PARLEY-0001',
        createdAt: '2026-11-05T00:00:00.000Z',
        status: 'paid',
        amountMinor: 10_000,
        currency: 'usd',
        url: 'https://invoice.example/in_1',
      },
    ],
    passkeys: [{ id: 'pk_1', label: 'Work laptop', createdAt: '2026-11-09T10:00:00.000Z', operator: false }],
    adminAccounts: Array.from({ length: 25 }, (_, index) => ({
      id: `acc_${index}`,
      email: `someone${index}@example.com`,
      organization: `Organization ${index}`,
      createdAt: '2026-11-01T09:00:00.000Z',
      stripeCustomerId: index % 4 ? `cus_Q${index}kj3n4k5` : null,
      state: 'active',
      suspended: index === 4,
      hold: null,
      mailHeldBack: index === 3 ? 'bounce' : null,
      access: index % 5 === 0 ? 'none' : index % 7 === 0 ? 'grace' : 'full',
      plans: index % 5 === 0 ? [] : ['basic'],
      badges: index === 5 ? ['verified_organization'] : [],
      subscriptions:
        index === 2
          ? [{ ...basicSubscription, status: 'past_due', failingPayment: { accessUntil: '2026-12-12T00:00:00.000Z' } }]
          : [],
    })),
    together: someTogether(),
    adminEvents: Array.from({ length: 6 }, (_, index) => event(index, index === 2 ? 'parked' : 'handled')),
    adminDrift: drift,
    adminBadges: someAdminBadges(),
    webhooks: someWebhooks(),
    trails: someTrails(),
    suppressions: [
      {
        ...{ address: 'someone3@example.com', accountId: 'acc_3', organization: 'Organization 3' },
        ...{ reason: 'bounce', detail: 'smtp; 550 5.1.1 user unknown', at: '2026-11-20T10:00:00.000Z' },
      },
      {
        ...{ address: 'a.very.long.address.of.somebody.who.complained@subdomain.of.a.company.example' },
        ...{
          reason: 'complaint',
          detail: 'abuse',
          at: '2026-11-19T10:00:00.000Z',
          accountId: null,
          organization: null,
        },
      },
    ],
  } satisfies World);
}

/** A buyer who signed up a minute ago, in a deployment without any data. */
export function freshWorld(): World {
  const world = busyWorld();
  const nothing = usageWith(
    {
      hasRead: false,
      periodStart: null,
      periodEnd: null,
      allowance: null,
      used: 0,
      remaining: null,
      held: 0,
      unusable: 0,
      untold: 0,
      credit: null,
    },
    [],
  );
  const newcomer: AccountView = {
    ...account,
    subscriptions: [],
    entitlement: {
      ...account.entitlement,
      ...{ access: 'none', accessUntil: null, plans: [], datasets: [], allowance: null, unit: null },
      ...{ periodStart: null, periodEnd: null, credit: null },
    },
  };
  return {
    ...world,
    account: newcomer,
    accountBehindSignIn: newcomer,
    licences: world.licences.map((each) => ({ ...each, required: true, accepted: null })),
    keys: [],
    ownTrail: [],
    requests: [],
    apps: [],
    useCases: [],
    statements: [],
    adminUseCases: [],
    contests: [],
    signing: { data: [], required: false },
    packs: [],
    usage: { day: nothing, key: nothing, dataset: nothing, app: nothing, status: nothing },
    badges: [],
    affiliations: [],
    passkeys: [],
    invoices: [],
    adminAccounts: [],
    together: {},
    adminEvents: [],
    adminDrift: [],
    trails: {},
    adminBadges: [],
    suppressions: [],
    webhooks: [],
  };
}
