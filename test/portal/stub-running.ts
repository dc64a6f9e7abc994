import type { DatasetDetailView, DatasetVersionView, RolesView } from '../../shared/http/views.ts';
import { type Answer, gone, ok, type Route } from './stub-answers.ts';

const quiet = { changedAt: null, invitedUntil: null };

/** Operators of every kind: configured, changed, taken away, and invited. */
const roles: RolesView = {
  operators: [
    { email: 'owner@example.com', role: 'owner', configured: 'owner', ...quiet },
    {
      ...{ email: 'finance@example.com', role: 'finance', configured: 'support', invitedUntil: null },
      changedAt: '2026-11-20T09:00:00.000Z',
    },
    {
      ...{ email: 'new@example.com', role: 'read-only', configured: 'read-only', changedAt: null },
      invitedUntil: '2026-11-25T09:00:00.000Z',
    },
    {
      ...{ email: 'gone@example.com', role: null, configured: 'reviewer', invitedUntil: null },
      changedAt: '2026-11-21T09:00:00.000Z',
    },
  ],
  powers: [
    { action: 'account.suspended', roles: ['owner', 'support'], presence: true },
    { action: 'events.replayed', roles: ['owner', 'support'], presence: false },
    { action: 'badge.approved', roles: ['owner', 'reviewer'], presence: false },
    { action: 'refund.made', roles: ['owner', 'finance'], presence: true },
    { action: 'webhook.added', roles: ['owner'], presence: true },
  ],
};

const version = (name: string, records: number, day: string): DatasetVersionView => ({
  ...{ version: name.repeat(16), records, bytes: records * 90, importedAt: `${day}T06:00:00.000Z`, isServed: false },
});
const unchanged = { changedAt: null, reason: null, revision: 0 };

/** Datasets of every state: one pinned to an earlier version, one withdrawn, one that was never imported, one as it was imported. */
const datasets = (): DatasetDetailView[] => [
  serving('b', {
    ...{ id: 'posts', title: { en: 'Brand conversations', ar: 'محادثات العلامات' }, state: 'served', served: null },
    ...{ waiting: null, newestDay: null, changedAt: '2026-11-23T10:00:00.000Z', revision: 3 },
    reason: 'The import of Monday lacks a language',
    versions: [version('c', 61_200, '2026-11-23'), version('b', 60_000, '2026-11-16'), version('a', 58_000, '2026-11-09')],
  }),
  {
    ...{ id: 'films', title: { en: 'Films', ar: 'أفلام' }, state: 'withdrawn', served: null, newestDay: null },
    ...{ waiting: version('d', 400, '2026-11-01'), versions: [version('d', 400, '2026-11-01')] },
    ...{ changedAt: '2026-11-22T10:00:00.000Z', reason: 'انتهت رخصة المصدر', revision: 1 },
  },
  {
    ...{ id: 'new', title: { en: 'New', ar: 'جديدة' }, state: 'never', served: null, waiting: null, newestDay: null },
    ...{ ...unchanged, versions: [] },
  },
  serving('e', {
    ...{ id: 'fresh', title: { en: 'Fresh', ar: 'حديثة' }, state: 'served', served: null, waiting: null },
    ...{ ...unchanged, newestDay: '2026-11-23', versions: [version('e', 12, '2026-11-24')] },
  }),
];

/** The dataset with one of its versions served. */
function serving(name: string, dataset: DatasetDetailView): DatasetDetailView {
  const versions = dataset.versions.map((each) => ({ ...each, isServed: each.version === name.repeat(16) }));
  const served = versions.find(({ isServed }) => isServed) ?? null;
  const newest = versions[0];
  return { ...dataset, state: 'served', versions, served, waiting: newest && !newest.isServed ? newest : null };
}

const change = (id: string, to: (dataset: DatasetDetailView) => DatasetDetailView): Answer => {
  const dataset = datasets().find((each) => each.id === id);
  return dataset ? ok(to(dataset)) : gone;
};

/** The operators, and what runs. */
export const runningRoutes: Record<string, Route> = {
  'GET /v1/admin/datasets': () => ok({ data: datasets() }),
  'GET /v1/admin/datasets/:id': (_, __, id) => change(id, (dataset) => dataset),
  'POST /v1/admin/datasets/:id/publish': (_, { body }, id) =>
    change(id, (dataset) => serving(String(body.version)[0] ?? '', dataset)),
  'POST /v1/admin/datasets/:id/withdraw': (_, __, id) =>
    change(id, (dataset) => ({ ...dataset, state: 'withdrawn', served: null })),
  'GET /v1/admin/roles': () => ok(roles),
};
