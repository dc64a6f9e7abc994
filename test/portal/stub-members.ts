import type {
  InvitationPreview,
  InvitedMemberView,
  JoinedView,
  MemberView,
  OrganizationView,
  OwnSessionView,
} from '../../shared/http/views.ts';
import { accepted, type Call, created, done, gone, listing, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

const since = '2026-11-01T09:00:00.000Z';

const organization = (id: string, name: string, role: OrganizationView['role']): OrganizationView => ({
  ...{
    id,
    name,
    legalName: null,
    country: null,
    domains: ['brandwatch.example'],
    contactEmail: 'buyer@example.com',
    mailsStatements: false,
  },
  ...{ role, since, createdAt: since },
});

/** The organization of the busy world, and on request a second one in which the person may only look. */
export const someOrganizations = (): OrganizationView[] => [organization('acc_1', 'Brand Watch Ltd', 'owner')];
export const otherOrganization = (): OrganizationView => organization('acc_2', 'دار الأخبار', 'viewer');

const member = (id: string, email: string, role: MemberView['role']): MemberView => ({
  ...{ id, state: 'member', email, role, since, you: id === 'person_1' },
});

/** Three members and one open invitation. */
export const someMembers = (): (MemberView | InvitedMemberView)[] => [
  member('person_1', 'buyer@example.com', 'owner'),
  member('person_2', 'a.very.long.address.of.a.colleague@subdomain.of.a.company.example', 'developer'),
  member('person_3', 'finance@example.com', 'billing'),
  {
    ...{ id: 'inv_1', state: 'invited', email: 'new@example.com', role: 'viewer' },
    ...{ invitedAt: '2026-11-24T10:00:00.000Z', expiresAt: '2026-12-01T10:00:00.000Z' },
  },
];

/** This browser's session, one by passkey elsewhere, and one from before browsers were noted. */
export const someSessions = (): OwnSessionView[] => [
  {
    ...{ id: 'ses_2', startedAt: '2026-11-20T08:00:00.000Z', signedInBy: 'passkey', browser: 'Firefox' },
    ...{ network: '203.0.0.0/16', current: false },
  },
  {
    ...{ id: 'ses_1', startedAt: '2026-11-24T09:00:00.000Z', signedInBy: 'link', browser: 'Chrome' },
    ...{ network: '2001:db8::/32', current: true },
  },
  { id: 'ses_3', startedAt: null, signedInBy: 'link', browser: null, network: null, current: false },
];

const noOrganization = refuse('no_organization', 'You do not belong to this organization, or to any.');

/** The refusal of a request that names an organization of somebody else, or that needs one; undefined: the route answers. */
export function refusedOutside({ organizations, isAlone }: World, { path, headers }: Call) {
  const named = headers['tollgate-organization'];
  if (isAlone)
    return named || !/^\/v1\/(organizations|invitations|session|person|passkeys)/.test(path)
      ? noOrganization
      : undefined;
  return named && !organizations.some(({ id }) => id === named) ? noOrganization : undefined;
}

/** The account as it acts for the organization that the request names. */
export function accountFor({ account, organizations }: World, named: unknown): object {
  const { id, name, role } = organizations.find((each) => each.id === named) ?? {};
  return { ...account, ...(id !== undefined && id !== account?.id && { id, organization: name, role }) };
}

/** Roles of members stay in the API's order of events; the last owner stays one. */
function withRole(world: World, id: string, role: MemberView['role']) {
  const found = world.members.find((each) => each.id === id);
  if (!found) return gone;
  const owners = world.members.filter((each) => each.state === 'member' && each.role === 'owner');
  if (found.role === 'owner' && role !== 'owner' && owners.length === 1)
    return refuse('conflict', 'An organization keeps an owner. Make another member an owner first, or delete it.');
  found.role = role;
  if (found.state === 'member' && found.you && world.account) world.account.role = role;
  return ok(found);
}

/** Two invitations: one of this person's address, and one of another. They need no session. */
export const invitationPreviews: Record<string, Route> = {
  'POST /v1/invitations/preview': (_, { body }) => {
    if (body.token !== 'good' && body.token !== 'elsewhere') return gone;
    const { name, role } = otherOrganization();
    const from = { organization: name, role, invitedBy: 'editor@akhbar.example' };
    return ok<InvitationPreview>({ ...from, invited: 'b…@example.com', expiresAt: '2026-12-01T10:00:00.000Z' });
  },
};

/** The routes of organizations, members, invitations and sessions. */
export const memberRoutes: Record<string, Route> = {
  'GET /v1/organizations': ({ organizations, isAlone }) => listing(isAlone ? [] : organizations),
  'POST /v1/organizations': (world, { body }) => {
    const made = organization('acc_3', body.name ?? '', 'owner');
    world.organizations = [made];
    world.isAlone = false;
    if (world.account) Object.assign(world.account, { id: made.id, organization: made.name, role: 'owner' });
    return created(made);
  },
  'GET /v1/organizations/:id': ({ organizations }, _, id) => {
    const found = organizations.find((each) => each.id === id);
    return found ? ok(found) : noOrganization;
  },
  'PATCH /v1/organizations/:id': ({ organizations, account }, { body }, id) => {
    const found = organizations.find((each) => each.id === id);
    if (!found) return noOrganization;
    if (account && body.name) account.organization = body.name;
    return ok(Object.assign(found, body));
  },
  'GET /v1/members': ({ members }) => listing(members),
  'POST /v1/members': (world, { body }) => {
    const { email = '', role } = body;
    if (world.members.some((each) => each.state === 'member' && each.email === email))
      return refuse('conflict', 'This address belongs to a member already. Change their role instead.');
    const times = { invitedAt: '2026-11-25T10:00:00.000Z', expiresAt: '2026-12-02T10:00:00.000Z' };
    const invited = { id: 'inv_2', state: 'invited', email, role: role as MemberView['role'], ...times } as const;
    world.members = [...world.members.filter((each) => each.email !== email), invited];
    return created(invited);
  },
  'PATCH /v1/members/:id': (world, { body }, id) => withRole(world, id, body.role as MemberView['role']),
  'DELETE /v1/members/:id': (world, _, id) => {
    const found = world.members.find((each) => each.id === id);
    if (!found) return gone;
    world.members = world.members.filter((each) => each !== found);
    if (found.state === 'member' && found.you) world.isAlone = true;
    return done;
  },
  'POST /v1/invitations/accept': (world, { body }) => {
    if (body.token === 'elsewhere')
      return refuse('invitation_elsewhere', 'Sign in with the address that received this invitation.');
    if (body.token !== 'good') return gone;
    const { id, name, role } = otherOrganization();
    world.organizations = [...(world.isAlone ? [] : world.organizations), otherOrganization()];
    world.isAlone = false;
    if (world.account) Object.assign(world.account, { id, organization: name, role });
    return created<JoinedView>({ organization: { id, name }, role });
  },
  'GET /v1/sessions': ({ sessions }) => listing(sessions),
  'DELETE /v1/sessions/:id': (world, _, id) => {
    world.sessions = world.sessions.filter((each) => each.id !== id);
    return done;
  },
  'DELETE /v1/person': (world) => {
    const owners = world.members.filter((each) => each.state === 'member' && each.role === 'owner');
    if (!world.isAlone && owners.length === 1 && world.account?.role === 'owner')
      return refuse('conflict', 'You are the last owner of Brand Watch Ltd. Make another member an owner first.');
    world.account = null;
    return accepted;
  },
};
