import { type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of applications for badges. */
export const badgesRoutes = {
  'GET /v1/badges': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/badges': { callers: members.admins, budget: budgets.changes, trail: { actions: ['badge.applied'] } },
  'PATCH /v1/badges/{handle}': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['badge.profile_changed'] },
  },
  'POST /v1/badges/{handle}/appeal': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['badge.appealed'] },
  },
  'GET /v1/badges/{handle}/picture': { callers: members.all, budget: budgets.reads, trail: null },
} as const satisfies Declared;
