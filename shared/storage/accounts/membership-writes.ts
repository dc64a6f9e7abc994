/** The parts of transactions that make, change and end memberships: the member, the person's own list, and both counts change together. */
import { type Member, maxMembers, maxOrganizations } from '../../domain/accounts/member.ts';
import type { Key, Write, WriteCondition } from '../table/table.ts';
import { memberCountKey, memberKey, membershipCountKey, membershipKey, pastMembershipKey } from './member-keys.ts';

/** A member of one organization. */
export type MemberOf = Member & { readonly accountId: string };

const notLeaving: WriteCondition = {
  'the person exists': { attribute: 'pk', is: 'present' },
  'the person is not leaving': { attribute: 'leavingAt', is: 'absent' },
};

/** For a transaction that gives a person something to sign in with: not once they are leaving. */
export const whilePersonStays = (personId: string): Write => ({ check: membershipCountKey(personId), if: notLeaving });

const asRead = ({ role }: MemberOf): WriteCondition => ({
  'the role is as it was read': { attribute: 'role', equals: role },
});

/** The two items of a member: in the organization's list, and in the person's own. */
const itemsOf = ({ accountId, personId, role, since }: MemberOf) => [
  { ...memberKey(accountId, personId), personId, role, since },
  { ...membershipKey(personId, accountId), accountId, role, since },
];

const keysOf = ({ accountId, personId }: MemberOf): Key[] => [
  memberKey(accountId, personId),
  membershipKey(personId, accountId),
];

const ownersIn = ({ role }: Pick<Member, 'role'>): number => (role === 'owner' ? 1 : 0);

const isNew: WriteCondition = { 'they are no member yet': { attribute: 'pk', is: 'absent' } };

/** The first member of a new organization, its owner. */
export const foundedBy = (owner: MemberOf): Write[] => [
  ...itemsOf(owner).map((put): Write => ({ put, if: isNew })),
  {
    put: { ...memberCountKey(owner.accountId), members: 1, owners: 1 },
    if: { 'the organization has no members yet': { attribute: 'pk', is: 'absent' } },
  },
];

/** One organization more of a person who exists. */
export const oneMore = (personId: string): Write => ({
  update: membershipCountKey(personId),
  change: { add: { organizations: 1 } },
  if: {
    ...notLeaving,
    'the person has room for one more': { attribute: 'organizations', atMost: maxOrganizations - 1 },
  },
});

/** A new member of an organization that has room. */
export const joined = (member: MemberOf): Write[] => [
  oneMore(member.personId),
  ...itemsOf(member).map((put): Write => ({ put, if: isNew })),
  {
    update: memberCountKey(member.accountId),
    change: { add: { members: 1, owners: ownersIn(member) } },
    if: { 'the organization has room': { attribute: 'members', atMost: maxMembers - 1 } },
  },
];

/** An organization keeps an owner. */
const keepsAnOwner: WriteCondition = { 'another owner stays': { attribute: 'owners', atLeast: 2 } };

/** Another role for a member. The last owner keeps theirs. */
export const roleChanged = (member: MemberOf, role: Member['role']): Write[] => [
  ...keysOf(member).map((update): Write => ({ update, change: { set: { role } }, if: asRead(member) })),
  {
    update: memberCountKey(member.accountId),
    change: { add: { owners: ownersIn({ role }) - ownersIn(member) } },
    if:
      member.role === 'owner' && role !== 'owner'
        ? keepsAnOwner
        : { 'it has members': { attribute: 'pk', is: 'present' } },
  },
];

/** The end of a membership, beside the person's count; where it was is noted, since a trail may name them. The last owner stays. */
export const membershipEnded = (member: MemberOf, at: string): Write[] => [
  ...keysOf(member).map((each): Write => ({ delete: each, if: asRead(member) })),
  {
    update: memberCountKey(member.accountId),
    change: { add: { members: -1, owners: -ownersIn(member) } },
    if: member.role === 'owner' ? keepsAnOwner : { 'it has members': { attribute: 'pk', is: 'present' } },
  },
  { put: { ...pastMembershipKey(member.personId, member.accountId), at } },
];

/** One organization less of a person. */
export const oneLess = (personId: string): Write => ({
  update: membershipCountKey(personId),
  change: { add: { organizations: -1 } },
  if: { 'the person exists': { attribute: 'pk', is: 'present' } },
});

/** The end of a membership whose organization is deleted, beside the person's count; where it was is noted, since the ledger may name them. */
export const gone = ({ accountId, personId }: Pick<MemberOf, 'accountId' | 'personId'>, at: string): Write[] => [
  { delete: memberKey(accountId, personId), if: { 'they are a member still': { attribute: 'pk', is: 'present' } } },
  { delete: membershipKey(personId, accountId) },
  { put: { ...pastMembershipKey(personId, accountId), at } },
];
