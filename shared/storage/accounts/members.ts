import type { Role } from '../../domain/accounts/account.ts';
import { byAge, type Member, type MemberInvitation, type Membership } from '../../domain/accounts/member.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import {
  invitedPrefix,
  memberKey,
  memberPartition,
  memberPrefix,
  membershipCountKey,
  membershipPartition,
  membershipPrefix,
  pastPrefix,
} from './member-keys.ts';
import { gone, type MemberOf, membershipEnded, oneLess, roleChanged } from './membership-writes.ts';

/** The members of an organization and the addresses that it invited, expired ones included. */
export type Roster = { readonly members: readonly Member[]; readonly invitations: readonly MemberInvitation[] };

/** Members of organizations. An organization never loses its last owner. */
export interface Members {
  rosterOf(accountId: string): Promise<Roster>;
  find(accountId: string, personId: string): Promise<MemberOf | null>;
  /** Those of a person, the oldest first. */
  ofPerson(personId: string): Promise<readonly Membership[]>;
  /** False where the member changed since they were read, or is the last owner. */
  setRole(member: MemberOf, role: Role, audit: AuditEntry): Promise<boolean>;
  /** False where the member changed since they were read, or is the last owner. */
  end(member: MemberOf, audit: AuditEntry): Promise<boolean>;
  /** Ends a membership because its organization is deleted, owners included. Done before, it changes nothing. */
  dissolve(accountId: string, personId: string, at: string): Promise<void>;
  /** The organizations that a person left, deleted ones included. */
  pastOf(personId: string): Promise<readonly string[]>;
  /** The organizations that a person belongs to or ever did. */
  everOf(personId: string): Promise<readonly string[]>;
}

/** Members over the table. */
export function membersOver(table: Table): Members {
  return {
    async rosterOf(accountId) {
      const items = await readAll(table, { pk: memberPartition(accountId) });
      return {
        members: items.filter(({ sk }) => sk.startsWith(memberPrefix)).map(memberIn),
        invitations: items.filter(({ sk }) => sk.startsWith(invitedPrefix)).map(invitationIn),
      };
    },
    async find(accountId, personId) {
      const { item } = await table.get(memberKey(accountId, personId));
      return item ? { accountId, ...memberIn(item) } : null;
    },
    async ofPerson(personId) {
      return (await readMemberships(table, personId)).memberships;
    },
    async setRole(member, role, audit) {
      return (await table.transact([...roleChanged(member, role), auditLine(audit)])).ok;
    },
    async end(member, audit) {
      const writes = [oneLess(member.personId), ...membershipEnded(member, audit.at), auditLine(audit)];
      return (await table.transact(writes)).ok;
    },
    async dissolve(accountId, personId, at) {
      await table.transact([oneLess(personId), ...gone({ accountId, personId }, at)]);
    },
    pastOf: (personId) => pastOf(table, personId),
    async everOf(personId) {
      const { memberships } = await readMemberships(table, personId);
      const present = memberships.map(({ accountId }) => accountId);
      return [...new Set([...present, ...(await pastOf(table, personId))])];
    },
  };
}

async function pastOf(table: Table, personId: string): Promise<readonly string[]> {
  const items = await readAll(table, { pk: membershipPartition(personId), skPrefix: pastPrefix });
  return items.map(({ sk }) => sk.slice(pastPrefix.length));
}

/** The organizations of a person, and how they are counted. No count: an account that was written before people were, or nobody. */
export async function readMemberships(
  table: Table,
  personId: string,
): Promise<{ readonly count: Item | undefined; readonly memberships: readonly Membership[] }> {
  const items = await readAll(table, { pk: membershipPartition(personId), skPrefix: membershipPrefix });
  const { sk: countSk } = membershipCountKey(personId);
  return {
    count: items.find(({ sk }) => sk === countSk),
    memberships: items
      .filter(({ sk }) => sk !== countSk)
      .map(membershipIn)
      .toSorted(byAge),
  };
}

const memberIn = (item: Item): Member => ({
  personId: String(item.personId),
  role: item.role as Role,
  since: String(item.since),
});

const membershipIn = (item: Item): Membership => ({
  accountId: String(item.accountId),
  role: item.role as Role,
  since: String(item.since),
});

/** The invitation that an item of an organization's list holds. */
export const invitationIn = (item: Item): MemberInvitation => ({
  id: String(item.id),
  accountId: String(item.accountId),
  email: String(item.email),
  role: item.role as Role,
  ...(item.invitedBy === undefined ? {} : { invitedBy: String(item.invitedBy) }),
  invitedAt: String(item.invitedAt),
  expiresAt: String(item.expiresAt),
});
