import { consoleRoles, type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of webhooks: an organization’s own, and below `/v1/admin` the operators’. */
export const webhooksRoutes = {
  'GET /v1/webhooks': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/webhooks': { callers: members.technical, budget: budgets.changes, trail: { actions: ['webhook.added'] } },
  'PATCH /v1/webhooks/{id}': {
    callers: members.technical,
    budget: budgets.changes,
    trail: { actions: ['webhook.changed'] },
  },
  'DELETE /v1/webhooks/{id}': {
    callers: members.technical,
    budget: budgets.changes,
    trail: { actions: ['webhook.removed'] },
  },
  'POST /v1/webhooks/{id}/rotate': {
    callers: members.technical,
    budget: budgets.changes,
    trail: { actions: ['webhook.rotated'] },
  },
  'POST /v1/webhooks/{id}/test': {
    callers: members.technical,
    budget: { elsewhere: 'by whether its address ever answered: `deliveries.ts`' },
    trail: { actions: ['webhook.tested'] },
  },
  'GET /v1/webhooks/{id}/deliveries': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/webhooks/{id}/replay': {
    callers: members.technical,
    budget: { elsewhere: 'by whether its address ever answered: `deliveries.ts`' },
    trail: { actions: ['webhook.replayed'] },
  },
  'GET /v1/admin/webhooks': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/webhooks': {
    callers: consoleRoles.owner,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['webhook.added'] },
  },
  'PATCH /v1/admin/webhooks/{id}': {
    callers: consoleRoles.owner,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['webhook.changed'] },
  },
  'DELETE /v1/admin/webhooks/{id}': {
    callers: consoleRoles.owner,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['webhook.removed'] },
  },
  'POST /v1/admin/webhooks/{id}/rotate': {
    callers: consoleRoles.owner,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['webhook.rotated'] },
  },
  'POST /v1/admin/webhooks/{id}/test': {
    callers: consoleRoles.owner,
    budget: { elsewhere: 'by whether its address ever answered: `deliveries.ts`' },
    presence: true,
    trail: { actions: ['webhook.tested'] },
  },
  'GET /v1/admin/webhooks/{id}/deliveries': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/webhooks/{id}/replay': {
    callers: consoleRoles.owner,
    budget: { elsewhere: 'by whether its address ever answered: `deliveries.ts`' },
    presence: true,
    trail: { actions: ['webhook.replayed'] },
  },
} as const satisfies Declared;
