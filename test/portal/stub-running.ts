import type { RolesView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

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

/** The operators, and what runs. */
export const runningRoutes: Record<string, Route> = {
  'GET /v1/admin/roles': () => ok(roles),
};
