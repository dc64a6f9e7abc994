/** How the item keys of links, sessions, passkeys and what allows them look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

const alone = (pk: string): Key => ({ pk, sk: '-' });

export const linkKey = (tokenHash: string): Key => alone(prefixes.link + tokenHash);
/** "@" begins no token's hash either: which link was mailed to an address last. */
export const latestLinkKey = (addressHash: string): Key => alone(`${prefixes.link}@${addressHash}`);
/** A link of an address, beside which was mailed last; all of them are in one partition. */
export const addressLinkKey = (addressHash: string, tokenHash: string): Key => ({
  ...latestLinkKey(addressHash),
  sk: tokenHash,
});
export const sessionKey = (tokenHash: string): Key => alone(prefixes.session + tokenHash);
/** "@" begins no token's hash (they are base64url), so these never meet a session's own item. */
export const accountSessionPartition = (accountId: string): string => `${prefixes.session}@${accountId}`;
export const accountSessionKey = (accountId: string, tokenHash: string): Key => ({
  pk: accountSessionPartition(accountId),
  sk: tokenHash,
});
export const passkeyKey = (credentialId: string): Key => alone(prefixes.passkey + credentialId);
/** "@" begins no credential id (they are base64url), so these never meet a passkey's own item. */
export const accountPasskeyPartition = (accountId: string): string => `${prefixes.passkey}@${accountId}`;
export const accountPasskeyKey = (accountId: string, credentialId: string): Key => ({
  pk: accountPasskeyPartition(accountId),
  sk: credentialId,
});
export const operatorInvitationKey = (addressHash: string): Key => alone(prefixes.operatorInvitation + addressHash);
export const challengeKey = (challenge: string): Key => alone(prefixes.challenge + challenge);
