import { consoleRoles, type Declared } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of the console. */
export const adminRoutes = {
  'GET /v1/admin/today': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/revenue': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/organizations': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/requests': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/roles': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/accounts': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/accounts/{id}/together': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/accounts/{id}/suspend': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.suspended'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/restore': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.restored'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/hold': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.held'], mailed: { where: 'the organization is not deleted' } },
  },
  'POST /v1/admin/accounts/{id}/release': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.released'], mailed: { where: 'the organization is not deleted' } },
  },
  'POST /v1/admin/accounts/{id}/keys/{key}/revoke': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['key.revoked'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/view': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.viewed'] },
  },
  'DELETE /v1/admin/accounts/{id}/view': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    trail: { actions: ['account.view_ended'] },
  },
  'POST /v1/admin/accounts/{id}/release-units': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['units.released'] },
  },
  'GET /v1/admin/organizations/{id}': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/keys/{id}': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/search': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/drift': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/events': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/events/replay': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    trail: { actions: ['events.replayed'] },
  },
  'POST /v1/admin/events/{id}/replay': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    trail: { actions: ['events.replayed'] },
  },
  'GET /v1/admin/licences': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/licences/{id}/{version}/missing': {
    callers: consoleRoles.all,
    budget: budgets.reads,
    trail: null,
  },
  'GET /v1/admin/suppressions': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/suppressions/release': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    trail: { actions: ['mail.released'] },
  },
  'GET /v1/admin/badges': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/badges/{handle}/picture': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/badges/{handle}/approve': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    trail: { actions: ['badge.approved', 'badge.appeal_upheld'], mailed: true },
  },
  'POST /v1/admin/badges/{handle}/ask': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    trail: { actions: ['badge.asked'], mailed: true },
  },
  'POST /v1/admin/badges/{handle}/refuse': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['badge.refused', 'badge.appeal_refused'], mailed: true },
  },
  'POST /v1/admin/badges/{handle}/revoke': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['badge.revoked'], mailed: true },
  },
  'GET /v1/admin/use-cases': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/use-cases/{id}/approve': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    trail: { actions: ['use_case.approved'], mailed: true },
  },
  'POST /v1/admin/use-cases/{id}/refuse': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['use_case.refused'], mailed: true },
  },
  'POST /v1/admin/use-cases/{id}/revoke': {
    callers: consoleRoles.reviewers,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['use_case.revoked'], mailed: true },
  },
} as const satisfies Declared;
