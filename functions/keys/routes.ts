import { type Declared, members, publicPage } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of keys, signing keys and apps, licences, usage and statements. */
export const keysRoutes = {
  'GET /v1/licences': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/licences': { callers: members.admins, budget: budgets.changes, trail: { actions: ['licence.accepted'] } },
  'GET /licences/{id}/{version}': publicPage,
  'GET /licences/{id}/{version}/terms': publicPage,
  'GET /licences/{id}/{version}/differences': publicPage,
  'GET /license.xml': publicPage,
  'GET /v1/keys': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/keys': { callers: members.technical, budget: budgets.changes, trail: { actions: ['key.created'] } },
  'GET /v1/keys/{id}': { callers: members.all, budget: budgets.reads, trail: null },
  'PATCH /v1/keys/{id}': { callers: members.technical, budget: budgets.changes, trail: { actions: ['key.changed'] } },
  'DELETE /v1/keys/{id}': { callers: members.technical, budget: budgets.changes, trail: { actions: ['key.revoked'] } },
  'POST /v1/keys/{id}/rotate': {
    callers: members.technical,
    budget: budgets.changes,
    trail: { actions: ['key.rotated'] },
  },
  'GET /v1/signing-keys': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/signing-keys': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['signing_key.added'] },
  },
  'DELETE /v1/signing-keys/{thumbprint}': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['signing_key.removed'] },
  },
  'PUT /v1/signing-keys/rule': {
    callers: members.admins,
    budget: budgets.changes,
    trail: { actions: ['signing_rule.changed'] },
  },
  'GET /v1/apps': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/apps': { callers: members.technical, budget: budgets.changes, trail: { actions: ['app.created'] } },
  'PATCH /v1/apps/{id}': { callers: members.technical, budget: budgets.changes, trail: { actions: ['app.changed'] } },
  'DELETE /v1/apps/{id}': { callers: members.technical, budget: budgets.changes, trail: { actions: ['app.removed'] } },
  'GET /v1/use-cases': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/use-cases': {
    callers: members.technical,
    budget: budgets.changes,
    trail: { actions: ['use_case.declared'] },
  },
  'GET /v1/statements': { callers: members.allAndKeys, budget: budgets.reads, trail: null },
  'GET /v1/statements/{day}': { callers: members.allAndKeys, budget: budgets.reads, trail: null },
  'GET /v1/statements/{day}/places': { callers: members.allAndKeys, budget: budgets.reads, trail: null },
  'GET /v1/statements/{day}/contests': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/statements/{day}/contest': {
    callers: members.money,
    budget: budgets.changes,
    trail: { actions: ['statement.contested'] },
  },
  'GET /v1/usage': { callers: members.all, budget: budgets.reads, trail: null },
} as const satisfies Declared;
