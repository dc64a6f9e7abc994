/** People, the organizations that they belong to, and who may change that. */
import type { Language, Role, Session } from './account.ts';

/** A login: whoever reads this mailbox. */
export type Person = {
  readonly id: string;
  /** Lower case; the address that signs in. */
  readonly email: string;
  readonly language: Language;
  /** ISO-8601 UTC. */
  readonly createdAt: string;
};

/** One organization of a person. */
export type Membership = {
  readonly accountId: string;
  readonly role: Role;
  /** ISO-8601 UTC. */
  readonly since: string;
};

/** A session without an organization to act for. */
export type PersonSession = Omit<Session, 'accountId' | 'role'>;

/** A session, and the organizations that its person belongs to now, the oldest first. */
export type FoundSession = PersonSession & { readonly memberships: readonly Membership[] };

/** One member of an organization. */
export type Member = { readonly personId: string; readonly role: Role; readonly since: string };

/** An address that an organization invited and that has not accepted. */
export type MemberInvitation = {
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  readonly role: Role;
  /** The person who invited; absent: it was written before they were noted. */
  readonly invitedBy?: string;
  /** Times are ISO-8601 UTC. */
  readonly invitedAt: string;
  readonly expiresAt: string;
};

/** Days for which an invitation may be accepted. */
export const memberInvitationDays = 7;
/** The most members of an organization, those whom it invited included. */
export const maxMembers = 50;
/** The most organizations of a person. One transaction can end all of them (DynamoDB: 100 items). */
export const maxOrganizations = 15;

/** The order of a person's organizations: the one that they belong to longest comes first. */
export const byAge = (one: Membership, other: Membership): number =>
  one.since === other.since ? (one.accountId < other.accountId ? -1 : 1) : one.since < other.since ? -1 : 1;

/** Whether a member with the role `by` may give or take the roles named: owners every one, admins all but `owner`. */
export const mayGive = (by: Role, ...named: readonly Role[]): boolean =>
  by === 'owner' || (by === 'admin' && !named.includes('owner'));
