import type { DatasetDetailView, RolesView } from '../../shared/http/views.ts';
import { type Answer, gone, ok, type Route } from './stub-answers.ts';
import { datasets, noted, serving } from './stub-datasets.ts';
import { busyToday } from './stub-today.ts';

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

const change = (id: string, to: (dataset: DatasetDetailView) => DatasetDetailView): Answer => {
  const dataset = datasets().find((each) => each.id === id);
  return dataset ? ok(to(dataset)) : gone;
};

/** The operators, and what runs. */
export const runningRoutes: Record<string, Route> = {
  'GET /v1/admin/operations': () =>
    ok({ jobs: busyToday.jobs, queues: busyToday.queues, datasets: busyToday.datasets, cost: noted }),
  'GET /v1/admin/datasets': () => ok({ data: datasets() }),
  'GET /v1/admin/datasets/:id': (_, __, id) => change(id, (dataset) => dataset),
  'POST /v1/admin/datasets/:id/publish': (_, { body }, id) =>
    change(id, (dataset) => serving(String(body.version)[0] ?? '', dataset)),
  'POST /v1/admin/datasets/:id/withdraw': (_, __, id) =>
    change(id, (dataset) => ({ ...dataset, state: 'withdrawn', served: null })),
  'GET /v1/admin/roles': () => ok(roles),
};
