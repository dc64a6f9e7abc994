import type { CatalogView, PlanView, PriceView } from '../../shared/http/views.ts';

const usd = (lookupKey: string, interval: PriceView['interval'], amountMinor: number): PriceView => ({
  lookupKey,
  interval,
  amountMinor,
  currency: 'usd',
});

const plan = (id: string, name: string, more: Partial<PlanView>): PlanView => ({
  id,
  name,
  description: `What ${name} is for.`,
  availability: 'public',
  datasets: ['posts', 'films'],
  upstreams: ['trends'],
  prices: [],
  allowance: null,
  unit: null,
  overage: null,
  credit: null,
  deduplicate: null,
  fields: null,
  maxLimit: 1000,
  trialDays: null,
  ...more,
});

const plans: PlanView[] = [
  plan('free', 'Free', {
    availability: 'free',
    description: 'Test keys on sample records, to build against before you buy.',
  }),
  plan('basic', 'Basic', {
    description: '10,000 records a month, then it stops.',
    prices: [{ ...usd('basic_monthly', 'month', 100_00), currencies: { usd: 100_00, eur: 92_00 }, tax: 'exclusive' }],
    trialDays: 14,
    ...{ allowance: 10_000, unit: 'record' },
  }),
  plan('pro', 'Pro', {
    description: '1,000,000 records a month. Extra usage is billed.',
    prices: [
      {
        ...usd('pro_monthly', 'month', 5_000_00),
        currencies: { usd: 5_000_00, eur: 4_600_00 },
        byInvoice: { daysUntilDue: 14 },
        tax: 'inclusive',
      },
    ],
    ...{ allowance: 1_000_000, unit: 'record' },
    overage: { units: 1_000, amountMinor: 5_00, currency: 'usd', currencies: { usd: 5_00, eur: 4_60 } },
  }),
  plan('pay_per_use', 'Pay-per-use', {
    credit: { units: 2_000, amountMinor: 10_00, currency: 'usd' },
    deduplicate: 'day',
  }),
  plan('enterprise', 'Enterprise', { availability: 'contact' }),
];

/** The shape of the default catalogue: every kind of plan, price, badge and dataset that a page has to show. */
export const catalog: CatalogView = {
  name: 'Parley Data',
  acceptancesKeptYears: 6,
  supportEmail: 'support@example.com',
  plans,
  badges: [
    {
      id: 'verified',
      name: 'Verified',
      description: 'A badge beside your name: we reviewed your profile, and it still matches.',
      kind: 'person',
      alsoFor: [],
      prices: [usd('verified_monthly', 'month', 8_00), usd('verified_yearly', 'year', 84_00)],
      trialDays: 30,
    },
    {
      id: 'verified_organization',
      name: 'Verified Organization',
      description: 'The badge for an organization and its affiliates.',
      kind: 'organization',
      alsoFor: ['government'],
      prices: [
        { ...usd('verified_organization_monthly', 'month', 1_000_00), byInvoice: { daysUntilDue: 14 } },
        { ...usd('verified_affiliate_monthly', 'month', 50_00), per: 'affiliate' },
      ],
      trialDays: null,
    },
  ],
  upstreams: [
    {
      id: 'trends',
      title: 'Brand trends',
      description: 'Mentions of a brand by day: GET /gateway/trends/mentions/{brand}?days=7, a unit a day.',
      licence: 'conversations',
      proxied: true,
      methods: ['GET', 'HEAD'],
      maxUnits: 1_000,
    },
  ],
  datasets: [
    {
      id: 'posts',
      title: 'Brand conversations',
      description: 'Public posts that mention a brand: understand, track and measure conversations around yours.',
      source: 'Synthetic: made up by a seeded script for this demonstration. No post, author or opinion is real.',
      synthetic: true,
      licence: 'conversations',
      fields: { postedAt: 'timestamp', brand: 'string', author: 'string', text: 'string', likes: 'integer' },
      meanings: {},
      timeField: 'postedAt',
    },
    {
      id: 'films',
      title: 'Films',
      description: 'Box office, budget and ratings of 3,201 films.',
      source: 'The movies table of the npm package vega-datasets.',
      synthetic: false,
      licence: 'films',
      fields: { title: 'string', releasedAt: 'date', worldwideGrossUsd: 'integer' },
      meanings: {},
      timeField: 'releasedAt',
    },
  ],
};
