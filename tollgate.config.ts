import { conversationLicence } from './licences/conversations-2026-11.ts';
import { filmsLicence } from './licences/films-2026-11.ts';
import { publishedLicences } from './licences/published/index.ts';
import { defineTollgate } from './shared/domain/catalog/define.ts';

/** The catalogue of this deployment. It is the one file that an operator edits; a mistake fails at start and at synthesis. */
export default defineTollgate({
  name: 'Parley Data',
  supportEmail: 'support@example.com',
  operators: ['operator@example.com'],

  // Licence texts as you write them. `licences/published/` has the published versions: an edit needs a new version and `npm run licences -- publish`.
  licences: [conversationLicence, filmsLicence],
  publishedLicences,

  datasets: [
    {
      id: 'posts',
      title: 'Brand conversations (synthetic)',
      description: 'Public posts that mention a brand: understand, track and measure conversations around yours.',
      source: 'Synthetic: made up by a seeded script for this demonstration. No post, author or opinion is real.',
      synthetic: true,
      licence: 'conversations',
      fields: {
        postedAt: 'timestamp',
        brand: 'string',
        topic: 'string',
        author: 'string',
        text: 'string',
        sentiment: 'string',
        language: 'string',
        country: 'string',
        likes: 'integer',
        replies: 'integer',
      },
      timeField: 'postedAt',
      textFields: ['text'],
      sampleRecords: 50,
    },
    {
      id: 'films',
      title: 'Films',
      description: 'Box office, budget and ratings of 3,201 films.',
      source: 'The movies table of the npm package vega-datasets.',
      synthetic: false,
      licence: 'films',
      fields: {
        title: 'string',
        releasedAt: 'date',
        distributor: 'string',
        director: 'string',
        genre: 'string',
        creativeType: 'string',
        mpaaRating: 'string',
        runningTimeMinutes: 'integer',
        productionBudgetUsd: 'integer',
        usGrossUsd: 'integer',
        worldwideGrossUsd: 'integer',
        rottenTomatoesRating: 'integer',
        imdbRating: 'number',
        imdbVotes: 'integer',
      },
      timeField: 'releasedAt',
      textFields: ['title'],
      sampleRecords: 50,
    },
  ],

  // Examples for HTTP APIs of your own. Locally a sample answers as the first one; deployed, calls of it get 502 until you set baseUrl.
  upstreams: [
    {
      id: 'trends',
      title: 'Brand trends (synthetic)',
      description: 'Mentions of a brand by day: GET /gateway/trends/mentions/{brand}?days=7, a unit a day.',
      licence: 'conversations',
      baseUrl: 'https://trends.example.com/v1',
      testBaseUrl: 'https://trends.example.com/sandbox',
      secretHeader: 'x-api-key',
      timeoutMs: 5_000,
      cost: { jsonPath: '$.items.length' },
      maxUnits: 1_000,
      routes: [
        { path: '/brands', cost: { per: 'request' }, maxUnits: 1 },
        { path: '/summary/{brand}', cost: { header: 'x-units' }, maxUnits: 100 },
        { path: '/slow', timeoutMs: 500 },
      ],
    },
    {
      id: 'reach',
      title: 'Reach estimates (synthetic)',
      description: 'Served by a server of its own, which has each call metered: POST /v1/verify, or the authorizer.',
      licence: 'conversations',
      timeoutMs: 5_000,
      cost: { per: 'request' },
      maxUnits: 5,
      routes: [{ path: '/estimates/{brand}', cost: { per: 'request', units: 5 } }],
      guards: ['yourapi000'],
    },
  ],

  plans: [
    {
      id: 'free',
      name: 'Free',
      description: 'Test keys on sample records, to build against before you buy.',
      availability: 'free',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
    },
    {
      id: 'basic',
      name: 'Basic',
      description: '10,000 records a month, then it stops.',
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [{ lookupKey: 'basic_monthly', interval: 'month', amountMinor: 100_00, currency: 'usd' }],
      allowance: { amount: 10_000, unit: 'record' },
      rateLimits: [{ requests: 50, windowSeconds: 1 }],
    },
    {
      id: 'pro',
      name: 'Pro',
      description: '1,000,000 records a month. Extra usage is billed.',
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [{ lookupKey: 'pro_monthly', interval: 'month', amountMinor: 5_000_00, currency: 'usd' }],
      allowance: { amount: 1_000_000, unit: 'record' },
      overage: { units: 1_000, amountMinor: 5_00 },
      rateLimits: [{ requests: 200, windowSeconds: 1 }],
    },
    {
      id: 'pay_per_use',
      name: 'Pay-per-use',
      description:
        'Prepaid records at two cents each: they never expire, and a record read again on the same day is charged once.',
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
      credit: { units: 1_000, amountMinor: 20_00, currency: 'usd' },
      deduplicate: 'day',
      rateLimits: [{ requests: 100, windowSeconds: 1 }],
    },
    {
      id: 'enterprise',
      name: 'Enterprise',
      description: 'Your volume, your terms, a private price.',
      availability: 'contact',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
      rateLimits: [{ requests: 500, windowSeconds: 1 }],
    },
  ],

  badges: [
    {
      id: 'verified',
      name: 'Verified',
      description: 'A badge beside your name: we reviewed your profile, and it still matches.',
      kind: 'person',
      prices: [
        { lookupKey: 'verified_monthly', interval: 'month', amountMinor: 8_00, currency: 'usd' },
        { lookupKey: 'verified_yearly', interval: 'year', amountMinor: 84_00, currency: 'usd' },
      ],
    },
    {
      id: 'verified_organization',
      name: 'Verified Organization',
      description: 'The badge for an organization and its affiliates.',
      kind: 'organization',
      alsoFor: ['government'],
      prices: [
        { lookupKey: 'verified_organization_monthly', interval: 'month', amountMinor: 1_000_00, currency: 'usd' },
        {
          lookupKey: 'verified_affiliate_monthly',
          interval: 'month',
          amountMinor: 50_00,
          currency: 'usd',
          per: 'affiliate',
        },
      ],
    },
  ],
  coupons: [
    {
      id: 'launch',
      name: 'Launch offer',
      percentOff: 25,
      duration: 'repeating',
      months: 3,
      codes: [{ code: 'LAUNCH25', firstTimeOnly: true }],
    },
  ],
  // For test keys, and for plans without limits of their own. They apply to all keys of an account together, in each instance that serves them.
  settings: { rateLimits: [{ requests: 20, windowSeconds: 1 }], maxInFlight: 50 },
});
