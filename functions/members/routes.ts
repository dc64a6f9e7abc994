import { type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** Routes of organizations, their members, and invitations. An organization that a path names is one of the person's own. */
export const membersRoutes = {
  'GET /v1/organizations': { callers: 'person', budget: budgets.reads, trail: null },
  'POST /v1/organizations': {
    callers: 'person',
    budget: budgets.changes,
    trail: { actions: ['organization.created'] },
  },
  'GET /v1/organizations/{id}': { callers: 'person', budget: budgets.reads, trail: null },
  'PATCH /v1/organizations/{id}': {
    callers: 'person',
    budget: budgets.changes,
    trail: { actions: ['organization.changed'] },
  },
  'GET /v1/members': { callers: members.all, budget: budgets.reads, trail: null },
  'POST /v1/members': {
    callers: members.admins,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['member.invited'] },
  },
  'PATCH /v1/members/{id}': {
    callers: members.admins,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['member.role_changed'] },
  },
  'DELETE /v1/members/{id}': {
    callers: members.all,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['member.left', 'member.removed', 'member.invitation_withdrawn'] },
  },
  'POST /v1/invitations/preview': {
    callers: 'anyone',
    budget: { elsewhere: 'invitations that are not good: `preview-invitation.ts`' },
    trail: null,
  },
  'POST /v1/invitations/accept': { callers: 'person', budget: budgets.links, trail: { actions: ['member.joined'] } },
} as const satisfies Declared;
