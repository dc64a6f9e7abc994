import { consoleRoles, type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of evidence packs: an organization’s own, and below `/v1/admin` the operators’. */
export const packsRoutes = {
  'GET /v1/packs': { callers: members.money, budget: budgets.reads, trail: null },
  'POST /v1/packs': { callers: members.money, budget: budgets.packs, trail: { actions: ['pack.ordered'] } },
  'GET /v1/packs/{id}': { callers: members.money, budget: budgets.reads, trail: null },
  'GET /v1/admin/accounts/{id}/packs': { callers: consoleRoles.support, budget: budgets.reads, trail: null },
  'POST /v1/admin/accounts/{id}/packs': {
    callers: consoleRoles.support,
    budget: budgets.packs,
    presence: true,
    trail: { actions: ['pack.ordered'] },
  },
  'GET /v1/admin/accounts/{id}/packs/{pack}': {
    callers: consoleRoles.support,
    budget: budgets.reads,
    trail: { actions: ['pack.fetched'] },
  },
} as const satisfies Declared;
