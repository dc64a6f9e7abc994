import { type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of organizations that vouch for people, and of those people. */
export const affiliatesRoutes = {
  'GET /v1/badges/{handle}/affiliates': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/badges/{handle}/affiliates': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliate.invited'] },
  },
  'DELETE /v1/badges/{handle}/affiliates/{id}': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliate.removed'] },
  },
  'GET /v1/badges/{handle}/affiliates/{id}/picture': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/badges/{handle}/affiliates/{id}/confirm': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliate.confirmed'] },
  },
  'DELETE /v1/badges/{handle}': {
    callers: members.admins,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['badge.withdrawn'] },
  },
  'GET /v1/affiliations': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/affiliations/{id}/accept': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliation.accepted'] },
  },
  'POST /v1/affiliations/{id}/decline': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliation.declined'] },
  },
  'POST /v1/affiliations/{id}/leave': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['affiliation.left'] },
  },
} as const satisfies Declared;
