import type { MemberInvitation } from '../../domain/accounts/member.ts';
import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { whileNotDeleting } from './leaving.ts';
import {
  addressInvitationKey,
  addressTokenPrefix,
  invitationsPartition,
  invitationTokenKey,
  invitedMemberKey,
} from './member-keys.ts';
import { invitationIn } from './members.ts';
import { joined } from './membership-writes.ts';
import { hashOfAddress } from './sign-in-keys.ts';

/** Invitations to organizations: one an address and organization, however often it is mailed. A token is known by its hash only. */
export interface MemberInvitations {
  /** Replaces the one before of this address, whose tokens are good no longer; false where the organization is leaving. */
  put(invitation: MemberInvitation, audit: AuditEntry): Promise<boolean>;
  /** The invitation of an address by an organization, if it is good at `now`. */
  find(of: Pick<MemberInvitation, 'accountId' | 'email'>, now: Date): Promise<MemberInvitation | null>;
  /** Whether an organization invites this address at `now`. */
  isInvited(email: string, now: Date): Promise<boolean>;
  /** Lets a token accept an invitation; false where that was used, replaced or taken away. */
  putToken(tokenHash: string, invitation: MemberInvitation): Promise<boolean>;
  /** The invitation that a token accepts, if it is good at `now`. */
  findByToken(tokenHash: string, now: Date): Promise<MemberInvitation | null>;
  /** Uses the invitation up and makes the member, together; false where it is used, replaced or expired, or there is no room. */
  accept(invitation: MemberInvitation, of: { readonly personId: string; readonly audit: AuditEntry }): Promise<boolean>;
  /** Takes it away, with its line of the trail; false where it is not there any more. */
  withdraw(invitation: MemberInvitation, audit: AuditEntry): Promise<boolean>;
  /** Takes away every invitation of an address, with all tokens that were mailed there. */
  forgetOf(email: string): Promise<void>;
  /** Takes away every invitation by an organization. */
  forgetBy(invitations: readonly MemberInvitation[]): Promise<void>;
}

type Of = Pick<MemberInvitation, 'accountId' | 'email'>;
const ownKey = ({ accountId, email }: Of) => invitedMemberKey(accountId, hashOfAddress(email));
const addressKey = ({ accountId, email }: Of) => addressInvitationKey(hashOfAddress(email), accountId);

const isThisOne = ({ id }: MemberInvitation): WriteCondition => ({
  'the invitation is unused and this one': { attribute: 'id', equals: id },
});

/** The end of an invitation, as it was read. */
const endOf = (invitation: MemberInvitation): Write[] => [
  { delete: ownKey(invitation), if: isThisOne(invitation) },
  { delete: addressKey(invitation) },
];

/** Invitations over the table. */
export const memberInvitationsOver = (table: Table): MemberInvitations => ({ ...stored(table), ...ending(table) });

const isGood = (item: Item | undefined, now: Date): item is Item =>
  item?.expiresAt !== undefined && String(item.expiresAt) >= now.toISOString();

const stored = (table: Table): Pick<MemberInvitations, 'put' | 'find' | 'isInvited' | 'putToken' | 'findByToken'> => ({
  async put(invitation, audit) {
    const { expiresAt } = invitation;
    const ttl = ttlOf(expiresAt);
    const { ok } = await table.transact([
      { put: { ...ownKey(invitation), ...invitation, ttl } },
      { put: { ...addressKey(invitation), expiresAt, ttl } },
      whileNotDeleting(invitation.accountId),
      auditLine(audit),
    ]);
    return ok;
  },
  async find(of, now) {
    const { item } = await table.get(ownKey(of));
    return isGood(item, now) ? invitationIn(item) : null;
  },
  async isInvited(email, now) {
    const invited = await readAll(table, { pk: invitationsPartition(hashOfAddress(email)) });
    return invited.some((each) => isGood(each, now));
  },
  async putToken(tokenHash, invitation) {
    const { id, accountId, email, expiresAt } = invitation;
    const addressHash = hashOfAddress(email);
    const ttl = ttlOf(expiresAt);
    const sk = addressTokenPrefix(accountId) + tokenHash;
    const { ok } = await table.transact([
      { put: { ...invitationTokenKey(tokenHash), id, accountId, addressHash, ttl } },
      { put: { pk: invitationsPartition(addressHash), sk, ttl } },
      { check: ownKey(invitation), if: isThisOne(invitation) },
    ]);
    return ok;
  },
  async findByToken(tokenHash, now) {
    const { item: named } = await table.get(invitationTokenKey(tokenHash));
    if (!named) return null;
    const { item } = await table.get(invitedMemberKey(String(named.accountId), String(named.addressHash)));
    return isGood(item, now) && item.id === named.id ? invitationIn(item) : null;
  },
});

const ending = (table: Table): Omit<MemberInvitations, keyof ReturnType<typeof stored>> => ({
  async accept(invitation, { personId, audit }) {
    const { accountId, role } = invitation;
    const { ok } = await table.transact([
      ...endOf(invitation),
      ...joined({ accountId, personId, role, since: audit.at }),
      whileNotDeleting(accountId),
      auditLine(audit),
    ]);
    return ok;
  },
  async withdraw(invitation, audit) {
    return (await table.transact([...endOf(invitation), auditLine(audit)])).ok;
  },
  async forgetOf(email) {
    const addressHash = hashOfAddress(email);
    for (const { pk, sk } of await readAll(table, { pk: invitationsPartition(addressHash) })) {
      const [accountId = '', tokenHash] = sk.split('#');
      await table.delete(
        tokenHash === undefined ? invitedMemberKey(accountId, addressHash) : invitationTokenKey(tokenHash),
      );
      await table.delete({ pk, sk });
    }
  },
  async forgetBy(invitations) {
    for (const each of invitations) {
      await forgetTokens(table, each);
      await table.delete(addressKey(each));
      await table.delete(ownKey(each));
    }
  },
});

async function forgetTokens(table: Table, { accountId, email }: Of): Promise<void> {
  const skPrefix = addressTokenPrefix(accountId);
  for (const { pk, sk } of await readAll(table, { pk: invitationsPartition(hashOfAddress(email)), skPrefix })) {
    await table.delete(invitationTokenKey(sk.slice(skPrefix.length)));
    await table.delete({ pk, sk });
  }
}
