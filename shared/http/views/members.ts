/** Organizations of a person, their members, and invitations to them. */
type RoleView = 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';

/** GET /v1/organizations → Listing<OrganizationView>; POST {name, legalName?, country?} → 201, GET and PATCH /v1/organizations/{id} */
export type OrganizationView = {
  id: string;
  name: string;
  legalName: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** The domains that its badges prove now. */
  domains: string[];
  /** The member's address to which mails about it go. */
  contactEmail: string;
  /** The person's own role in it. */
  role: RoleView;
  /** Since when they belong to it. */
  since: string;
  createdAt: string;
};

/** GET /v1/members → Listing<MemberView | InvitedMemberView>; PATCH /v1/members/{id} {role} → 200 */
export type MemberView = { id: string; state: 'member'; email: string; role: RoleView; since: string; you: boolean };

/** POST /v1/members {email, role} → 201 */
export type InvitedMemberView = {
  id: string;
  state: 'invited';
  email: string;
  role: RoleView;
  invitedAt: string;
  expiresAt: string;
};

/** POST /v1/invitations/preview {token}: what the invitation offers, without a session; it stays good. */
export type InvitationPreview = {
  organization: string;
  role: RoleView;
  /** The address of the member who invited, as the email says it; null: it is not known any more. */
  invitedBy: string | null;
  /** The invited address, of which only the first character and the domain are shown: `b…@example.com`. */
  invited: string;
  expiresAt: string;
};

/** POST /v1/invitations/accept {token} → 201 */
export type JoinedView = { organization: { id: string; name: string }; role: RoleView };
