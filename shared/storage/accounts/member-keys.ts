/** How the item keys of people, members and invitations look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** A person. */
export const personKey = (personId: string): Key => ({ pk: prefixes.person + personId, sk: 'PROFILE' });

/** The members of an organization, and whom it invited. */
export const memberPartition = (accountId: string): string => prefixes.member + accountId;
/** The sort keys of members begin with this. */
export const memberPrefix = 'PERSON#';
/** A member of an organization. */
export const memberKey = (accountId: string, personId: string): Key => ({
  pk: memberPartition(accountId),
  sk: memberPrefix + personId,
});
/** How many members and owners an organization has. */
export const memberCountKey = (accountId: string): Key => ({ pk: memberPartition(accountId), sk: 'COUNT' });
/** The sort keys of invitations begin with this. */
export const invitedPrefix = 'INVITED#';
/** An address that an organization invited, by its hash. */
export const invitedMemberKey = (accountId: string, addressHash: string): Key => ({
  pk: memberPartition(accountId),
  sk: invitedPrefix + addressHash,
});

/** The organizations of a person. */
export const membershipPartition = (personId: string): string => prefixes.membership + personId;
/** The sort keys of what a person belongs to now begin with this; the count is the first of them. */
export const membershipPrefix = 'ORG';
/** How many organizations a person belongs to, and whether they are leaving. */
export const membershipCountKey = (personId: string): Key => ({
  pk: membershipPartition(personId),
  sk: membershipPrefix,
});
/** An organization of a person. */
export const membershipKey = (personId: string, accountId: string): Key => ({
  pk: membershipPartition(personId),
  sk: `${membershipPrefix}#${accountId}`,
});
/** The sort keys of organizations that a person left begin with this. */
export const pastPrefix = 'PAST#';
/** An organization that a person left: its trail may name them. */
export const pastMembershipKey = (personId: string, accountId: string): Key => ({
  pk: membershipPartition(personId),
  sk: pastPrefix + accountId,
});

/** An invitation, by its token's hash. */
export const invitationTokenKey = (tokenHash: string): Key => ({ pk: prefixes.invitation + tokenHash, sk: '-' });
/** "@" begins no token's hash (they are base64url): the invitations of an address. */
export const invitationsPartition = (addressHash: string): string => `${prefixes.invitation}@${addressHash}`;
/** The invitation of an address by one organization. */
export const addressInvitationKey = (addressHash: string, accountId: string): Key => ({
  pk: invitationsPartition(addressHash),
  sk: accountId,
});
/** The tokens that were mailed for it begin so, each followed by its hash. "#" is in no account's id. */
export const addressTokenPrefix = (accountId: string): string => `${accountId}#`;
