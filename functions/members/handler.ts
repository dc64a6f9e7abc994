import { httpFunction } from '../../shared/http/stacks.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeMember, removeMember } from './change-member.ts';
import type { MembersDeps } from './deps.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './members.ts';
import { changeOrganization, createOrganization, listOrganizations, readOrganization } from './organizations.ts';
import { previewInvitation } from './preview-invitation.ts';
import { membersRoutes } from './routes.ts';

/** Organizations, their members, and invitations to them. */
export const organizationMembers = (deps: MembersDeps) =>
  httpFunction(deps, membersRoutes, {
    'GET /v1/organizations': listOrganizations(deps),
    'POST /v1/organizations': createOrganization(deps),
    'GET /v1/organizations/{id}': readOrganization(deps),
    'PATCH /v1/organizations/{id}': changeOrganization(deps),
    'GET /v1/members': listMembers(deps),
    'POST /v1/members': inviteMember(deps),
    'PATCH /v1/members/{id}': changeMember(deps),
    'DELETE /v1/members/{id}': removeMember(deps),
    'POST /v1/invitations/preview': previewInvitation(deps),
    'POST /v1/invitations/accept': acceptInvitation(deps),
  });
