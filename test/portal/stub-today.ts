import { type QueueName, queueNames } from '../../shared/domain/status/queue-depth.ts';
import type { FailingPaymentView, QueueView, RevenueView, TodayView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';
import { datasets, noted } from './stub-datasets.ts';

const noWork = { count: 0, more: false, oldestAt: null };

/** Stripe is away, so events wait, and four emails were tried too often. */
const depths: Partial<Record<QueueName, QueueView['depth']>> = {
  stripe: { waiting: 1204, inFlight: 10, failed: 0 },
  mail: { waiting: 12, inFlight: 3, failed: 4 },
};

/** A day on which everything needs somebody. */
export const busyToday: TodayView = {
  datasets: datasets().map(({ versions: _, ...row }) => row),
  cost: noted,
  checkedAt: '2026-11-24T09:00:00.000Z',
  failing: {
    ...{ count: 6, more: false, atRisk: [{ amountMinor: 510_800, currency: 'usd' }] },
    firstEnd: '2027-01-06T00:00:00.000Z',
    data: [
      {
        id: 'acc_0',
        name: 'مراقب العلامات Brand Watch',
        payments: [
          {
            ...{ of: 'plan', id: 'basic', subscription: 'sub_1', amount: { amountMinor: 10_000, currency: 'usd' } },
            ...{ since: '2026-11-23T00:00:00.000Z', accessUntil: '2027-01-06T00:00:00.000Z' },
          },
          {
            ...{ of: 'badge', id: 'verified', subscription: 'sub_2', amount: { amountMinor: 800, currency: 'usd' } },
            ...{ since: '2026-11-23T00:00:00.000Z', accessUntil: null },
          },
        ],
      },
      {
        id: 'acc_1',
        name: '',
        payments: [
          {
            of: 'credit',
            id: '',
            subscription: null,
            amount: null,
            since: '2026-11-24T00:00:00.000Z',
            accessUntil: null,
          },
        ],
      },
    ],
  },
  events: {
    ...{ count: 35, more: true },
    groups: [
      {
        ...{
          error: 'Stripe is not responding',
          count: 34,
          parked: 33,
          types: ['invoice.paid', 'customer.subscription.updated'],
        },
        ...{ firstAt: '2026-11-24T07:00:00.000Z', lastAt: '2026-11-24T08:00:00.000Z', ids: ['evt_1'] },
      },
      {
        ...{ error: '', count: 1, parked: 1, types: ['invoice.paid'], ids: ['evt_2'] },
        ...{ firstAt: '2026-11-24T07:00:00.000Z', lastAt: '2026-11-24T07:00:00.000Z' },
      },
    ],
  },
  reviews: {
    badges: { count: 4, more: false, oldestAt: '2026-11-22T09:00:00.000Z' },
    useCases: { count: 100, more: true, oldestAt: '2026-11-20T09:00:00.000Z' },
    contests: { count: 1, more: false, oldestAt: '2026-11-23T09:00:00.000Z' },
  },
  webhooks: {
    ...{ count: 3, more: false },
    data: [
      {
        ...{
          id: 'hook_1',
          organization: { id: 'acc_0', name: 'مراقب العلامات Brand Watch' },
          host: 'hooks.brand.example',
        },
        ...{ since: '2026-11-23T08:00:00.000Z', status: 503, error: null, disabledAt: null },
      },
      {
        ...{ id: 'hook_2', organization: { id: 'acc_1', name: '' }, host: 'gone.example', status: 410, error: null },
        ...{ since: '2026-11-22T08:00:00.000Z', disabledAt: '2026-11-22T08:00:00.000Z' },
      },
      {
        ...{ id: 'hook_3', organization: null, host: 'ours.example', since: '2026-11-20T08:00:00.000Z' },
        ...{ status: null, error: 'timeout', disabledAt: null },
      },
    ],
  },
  suspended: {
    ...{ count: 1, more: false },
    data: [
      {
        ...{ organization: { id: 'acc_0', name: 'مراقب العلامات Brand Watch' }, reason: 'Scraping the archive' },
        at: '2026-11-24T02:00:00.000Z',
      },
    ],
  },
  corrections: { count: 2, more: false, lastAt: '2026-11-24T02:00:00.000Z' },
  revenue: [{ currency: 'usd', monthlyMinor: 6_420_000, changeMinor: 195_000, newMinor: 250_000, lostMinor: 55_000 }],
  jobs: [
    { name: 'webhooks', seenAt: '2026-11-24T08:59:00.000Z', working: true, waitingSince: null },
    {
      ...{ name: 'billing', seenAt: '2026-11-24T08:59:00.000Z', working: false },
      waitingSince: '2026-11-24T08:40:00.000Z',
    },
    { name: 'mail', seenAt: null, working: null, waitingSince: null },
  ],
  queues: queueNames.map((name) => ({ name, depth: depths[name] ?? { waiting: 0, inFlight: 0, failed: 0 } })),
};

/** A day on which nothing needs anybody. */
export const quietToday: TodayView = {
  ...busyToday,
  queues: busyToday.queues.map(({ name }) => ({ name, depth: { waiting: 0, inFlight: 0, failed: 0 } })),
  failing: { count: 0, more: false, atRisk: [], firstEnd: null, data: [] },
  events: { count: 0, more: false, groups: [] },
  webhooks: { count: 0, more: false, data: [] },
  suspended: { count: 0, more: false, data: [] },
  reviews: { badges: noWork, useCases: noWork, contests: noWork },
  corrections: { count: 0, more: false, lastAt: null },
  revenue: [],
  cost: null,
};

const counted = (amountMinor: number, count: number) => ({ amountMinor, count });
const bridge = { new: counted(250_000, 5), grown: counted(0, 0), shrunk: counted(0, 0), lost: counted(55_000, 1) };
const still = { new: counted(0, 0), grown: counted(0, 0), shrunk: counted(0, 0), lost: counted(0, 0) };

const revenue: RevenueView = {
  ...{ from: '2026-11-22', to: '2026-11-25' },
  data: [
    {
      ...{ currency: 'usd', monthly: counted(6_420_000, 41), startMinor: 6_225_000, endMinor: 6_420_000, bridge },
      churnBasisPoints: 88,
      days: [
        { day: '2026-11-22', endMinor: 6_225_000, ...still, refunds: counted(0, 0) },
        { day: '2026-11-23', endMinor: 6_420_000, ...bridge, refunds: counted(9_800, 1) },
        { day: '2026-11-24', endMinor: 6_420_000, ...still, refunds: counted(2_500, 2) },
      ],
      bySold: [
        { sold: 'plan:basic', amountMinor: 6_400_000, subscriptions: 40 },
        { sold: 'other', amountMinor: 20_000, subscriptions: 1 },
      ],
      atRisk: { failing: counted(10_800, 1), cancelled: counted(500_000, 1) },
      failing: counted(510_800, 3),
      refunds: counted(12_300, 3),
    },
  ],
};

/** Today’s failing payments where one organization has these. */
const failingOf = (owed: readonly FailingPaymentView[]): TodayView['failing'] => ({
  ...{ count: owed.length > 0 ? 1 : 0, more: false, atRisk: [], firstEnd: null },
  data: owed.length > 0 ? [{ id: 'acc_0', name: 'Brand Watch', payments: [...owed] }] : [],
});

/** The routes of Today and of revenue. */
export const todayRoutes: Record<string, Route> = {
  'GET /v1/admin/today': ({ owed }) => ok(owed ? { ...busyToday, failing: failingOf(owed) } : busyToday),
  'GET /v1/admin/revenue': () => ok(revenue),
};
