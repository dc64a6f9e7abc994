import { consoleRoles, type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of the trail's pages. */
export const trailPagesRoutes = {
  'GET /v1/events': { callers: members.all, budget: budgets.reads, trail: null },
  'GET /v1/refusals': { callers: members.all, budget: budgets.reads, trail: null },
  'GET /v1/requests': { callers: members.all, budget: budgets.reads, trail: null },
  'GET /v1/requests/{id}': { callers: members.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/accounts/{id}/refusals': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/organizations/{id}/timeline': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/audit': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
} as const satisfies Declared;
