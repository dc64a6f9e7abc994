import { type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of the proof of a domain. */
export const domainsRoutes = {
  'GET /v1/badges/{handle}/domain': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/badges/{handle}/domain/check': {
    callers: members.admins,
    budget: budgets.domainChecks,
    trail: [{ actions: ['domain.proven'] }, { actions: ['domain.failing', 'domain.lost'], mailed: true }],
  },
} as const satisfies Declared;
