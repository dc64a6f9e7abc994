/** Organizations of a person, their members, and invitations to them. */
type RoleView = 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';

/** An organization of a person. */
export type OrganizationView = {
  id: string;
  name: string;
  legalName: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** Its verified domains. */
  domains: string[];
  /** The member's address that receives emails about it. */
  contactEmail: string;
  /** Whether its daily statements are emailed to that address. */
  mailsStatements: boolean;
  /** The person's own role in it. */
  role: RoleView;
  /** Since when they belong to it. */
  since: string;
  createdAt: string;
};

/** A member of an organization. */
export type MemberView = { id: string; state: 'member'; email: string; role: RoleView; since: string; you: boolean };

/** An invitation that is open. */
export type InvitedMemberView = {
  id: string;
  state: 'invited';
  email: string;
  role: RoleView;
  invitedAt: string;
  expiresAt: string;
};

/** An invitation, as the reader of its email sees it. */
export type InvitationPreview = {
  organization: string;
  role: RoleView;
  /** The address of the member who invited, as the email says it; null: it is not known any more. */
  invitedBy: string | null;
  /** The invited address, of which only the first character and the domain are shown: `b…@example.com`. */
  invited: string;
  expiresAt: string;
};

/** The organization that a person has joined. */
export type JoinedView = { organization: { id: string; name: string }; role: RoleView };
