import type { Operations } from '../../shared/http/operation.ts';
import { InvitationTokenBody } from './accept-invitation.ts';
import { RoleBody } from './change-member.ts';
import { NewMemberBody } from './invite-member.ts';
import { NewOrganizationBody, OrganizationChangeBody } from './organizations.ts';
import { InvitationPreviewBody } from './preview-invitation.ts';
import type { membersRoutes } from './routes.ts';

/** The description of organizations, their members and invitations, for callers. */
export const membersOperations: Operations<typeof membersRoutes> = {
  'GET /v1/organizations': {
    id: 'listOrganizations',
    audience: 'pages',
    group: 'members',
    summary: 'List organizations',
    description: 'Your organizations, oldest first. Requests act for the first one, unless they name another.',
    answers: { 200: 'Listing<OrganizationView>' },
  },
  'POST /v1/organizations': {
    id: 'createOrganization',
    audience: 'pages',
    group: 'members',
    summary: 'Create an organization',
    description: 'Creates an organization that you own.',
    body: NewOrganizationBody,
    answers: { 201: 'OrganizationView' },
    problems: ['conflict'],
  },
  'GET /v1/organizations/{id}': {
    id: 'readOrganization',
    audience: 'pages',
    group: 'members',
    summary: 'Read an organization',
    description: 'One of your organizations.',
    answers: { 200: 'OrganizationView' },
    problems: ['no_organization', 'not_found'],
  },
  'PATCH /v1/organizations/{id}': {
    id: 'changeOrganization',
    audience: 'pages',
    group: 'members',
    summary: 'Change an organization',
    description: 'Changes the name, the legal name or the country. Null removes a detail.',
    body: OrganizationChangeBody,
    answers: { 200: 'OrganizationView' },
    problems: ['no_organization', 'role_missing', 'conflict', 'not_found'],
  },
  'GET /v1/members': {
    id: 'listMembers',
    audience: 'pages',
    group: 'members',
    summary: 'List members',
    description: 'The members of the organization, oldest first, then the open invitations.',
    answers: { 200: 'Listing<MemberView | InvitedMemberView>' },
  },
  'POST /v1/members': {
    id: 'inviteMember',
    audience: 'pages',
    group: 'members',
    summary: 'Invite a member',
    description: 'Sends an invitation by email. A second invitation of an address replaces the first.',
    body: NewMemberBody,
    answers: { 201: 'InvitedMemberView' },
    problems: ['conflict', 'role_missing'],
  },
  'PATCH /v1/members/{id}': {
    id: 'changeMember',
    audience: 'pages',
    group: 'members',
    summary: 'Change a role',
    description: 'Gives a member another role. Only an owner makes owners, and the last owner stays one.',
    body: RoleBody,
    answers: { 200: 'MemberView' },
    problems: ['not_found', 'conflict', 'role_missing'],
  },
  'DELETE /v1/members/{id}': {
    id: 'removeMember',
    audience: 'pages',
    group: 'members',
    summary: 'Remove a member',
    description: 'Removes a member, withdraws an invitation, or ends your own membership.',
    answers: { 204: null },
    problems: ['not_found', 'conflict', 'role_missing'],
  },
  'POST /v1/invitations/preview': {
    id: 'previewInvitation',
    audience: 'pages',
    group: 'members',
    summary: 'Preview an invitation',
    description: 'The organization, the role and the inviter. It needs no session, and the invitation is not used up.',
    body: InvitationPreviewBody,
    answers: { 200: 'InvitationPreview' },
    problems: ['not_found', 'rate_limited'],
  },
  'POST /v1/invitations/accept': {
    id: 'acceptInvitation',
    audience: 'pages',
    group: 'members',
    summary: 'Accept an invitation',
    description: 'Makes you a member. You must be signed in with the address that was invited.',
    body: InvitationTokenBody,
    answers: { 201: 'JoinedView' },
    problems: ['not_found', 'conflict', 'invitation_elsewhere'],
  },
};
