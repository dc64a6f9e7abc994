/** How the item keys of links, sessions, passkeys and what allows them look. */
import { createHash } from 'node:crypto';
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** So that no address lies where only hashes do. */
export const hashOfAddress = (email: string): string => createHash('sha256').update(email).digest('base64url');

const alone = (pk: string): Key => ({ pk, sk: '-' });

/** A sign-in link, by its token's hash. */
export const linkKey = (tokenHash: string): Key => alone(prefixes.link + tokenHash);
/** "@" begins no token's hash either: which link was mailed to an address last. */
export const latestLinkKey = (addressHash: string): Key => alone(`${prefixes.link}@${addressHash}`);
/** A link of an address, beside which was mailed last; all of them are in one partition. */
export const addressLinkKey = (addressHash: string, tokenHash: string): Key => ({
  ...latestLinkKey(addressHash),
  sk: tokenHash,
});
/** A session, by its token's hash. */
export const sessionKey = (tokenHash: string): Key => alone(prefixes.session + tokenHash);
/** "@" begins no token's hash (they are base64url), so these never meet a session's own item. */
export const personSessionPartition = (personId: string): string => `${prefixes.session}@${personId}`;
/** A session in the list of its person. */
export const personSessionKey = (personId: string, tokenHash: string): Key => ({
  pk: personSessionPartition(personId),
  sk: tokenHash,
});
/** A passkey, by its credential's id. */
export const passkeyKey = (credentialId: string): Key => alone(prefixes.passkey + credentialId);
/** "@" begins no credential id (they are base64url), so these never meet a passkey's own item. */
export const personPasskeyPartition = (personId: string): string => `${prefixes.passkey}@${personId}`;
/** A passkey in the list of its person. */
export const personPasskeyKey = (personId: string, credentialId: string): Key => ({
  pk: personPasskeyPartition(personId),
  sk: credentialId,
});
/** An operator's look at an organization as its buyer sees it, by the hash of the session's token. */
export const buyerViewKey = (tokenHash: string): Key => alone(prefixes.buyerView + tokenHash);
/** An invitation of an operator, by the hash of its address. */
export const operatorInvitationKey = (addressHash: string): Key => alone(prefixes.operatorInvitation + addressHash);
/** The command line's words on operators: one item, so that of two at once the later is refused. */
export const operatorWordsKey: Key = alone(prefixes.operatorRole);
/** A challenge of WebAuthn, by its own text. */
export const challengeKey = (challenge: string): Key => alone(prefixes.challenge + challenge);
