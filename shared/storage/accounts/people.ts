import type { Account } from '../../domain/accounts/account.ts';
import type { Person } from '../../domain/accounts/member.ts';
import { accountKey, emailKey } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { accountPuts } from './accounts.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { membershipCountKey, membershipPartition, pastPrefix, personKey } from './member-keys.ts';
import { foundedBy, gone, type MemberOf, membershipEnded, oneMore } from './membership-writes.ts';

/** An account that was written before people were; its person has its id. */
type Adopted = Pick<Account, 'id' | 'email' | 'language' | 'createdAt' | 'leavingAt'>;

/** A membership that ends, with its line of the trail; null: its organization is being deleted, so it may lose its last owner. */
export type Leaving = { readonly member: MemberOf; readonly audit: AuditEntry | null };

/** People, each found by id or address. The person of an account that was written before people were is found there. */
export interface People {
  find(personId: string): Promise<Person | null>;
  findByEmail(email: string): Promise<Person | null>;
  /** Whether the address signs in here. */
  isKnown(email: string): Promise<boolean>;
  /** Makes a person, with the organization that they found if there is one; false where the address is taken. */
  create(person: Person, founded: Account | null): Promise<boolean>;
  /** Makes an organization of a person who exists; false where they are leaving or have too many. */
  found(personId: string, founded: Account, audit: AuditEntry | null): Promise<boolean>;
  /** Writes the person and the ownership of an account that was written before people were. Done before, it changes nothing. */
  adopt(account: Adopted): Promise<void>;
  /** Whether this person's memberships are written. */
  isAdopted(personId: string): Promise<boolean>;
  /** Whether the person asked for their deletion, and it is not done. */
  isLeaving(personId: string): Promise<boolean>;
  /** Notes that a person leaves, and ends all of their memberships. False where these changed since they were read, or they are a last owner. */
  leave(person: Pick<Person, 'id'>, from: readonly Leaving[], at: string): Promise<boolean>;
  /** Takes the person and their address away, and where they were a member; of the id alone stays that it is gone. */
  forget(person: Person, at: string): Promise<void>;
}

/** People over the table. */
export function peopleOver(table: Table): People {
  const find = async (personId: string) => {
    const { item } = await table.get(personKey(personId));
    return item ? toPerson(item) : personOfAccount(table, personId);
  };
  return {
    find,
    async findByEmail(email) {
      const { item } = await table.get(emailKey(email));
      return item ? find(String(item.personId ?? item.accountId)) : null;
    },
    async isKnown(email) {
      return (await table.get(emailKey(email))).item !== undefined;
    },
    async create(person, founded) {
      const { id, email, createdAt: since } = person;
      const { ok } = await table.transact([
        { put: toItem(person), if: isNew },
        { put: { ...emailKey(email), personId: id }, if: { 'the address is free': { attribute: 'pk', is: 'absent' } } },
        { put: { ...membershipCountKey(id), organizations: founded ? 1 : 0 }, if: isNew },
        ...(founded ? foundation(founded, { personId: id, since }) : []),
      ]);
      return ok;
    },
    async found(personId, founded, audit) {
      const writes = [oneMore(personId), ...foundation(founded, { personId, since: founded.createdAt })];
      return (await table.transact([...writes, ...(audit ? [auditLine(audit)] : [])])).ok;
    },
    async adopt(account) {
      await table.transact(adoption(account));
    },
    async isAdopted(personId) {
      return (await table.get(membershipCountKey(personId))).item !== undefined;
    },
    async isLeaving(personId) {
      const { item } = await table.get(membershipCountKey(personId));
      return item?.leavingAt !== undefined && item.leftAt === undefined;
    },
    leave: (person, from, at) => leave(table, person, from, at),
    forget: (person, at) => forget(table, person, at),
  };
}

async function leave(table: Table, { id }: Pick<Person, 'id'>, from: readonly Leaving[], at: string): Promise<boolean> {
  const { ok } = await table.transact([
    {
      update: membershipCountKey(id),
      change: { set: { leavingAt: at, organizations: 0 } },
      if: { 'they belong to these alone': { attribute: 'organizations', equals: from.length } },
    },
    ...from.flatMap(({ member, audit }) =>
      audit ? [...membershipEnded(member, at), auditLine(audit)] : gone(member, at),
    ),
  ]);
  return ok;
}

async function forget(table: Table, { id, email }: Person, at: string): Promise<void> {
  const past = await readAll(table, { pk: membershipPartition(id), skPrefix: pastPrefix });
  for (const { pk, sk } of past) await table.delete({ pk, sk });
  const { item: address } = await table.get(emailKey(email));
  const isOwn = address !== undefined && (address.personId ?? address.accountId) === id;
  await table.transact([
    ...(isOwn ? [{ delete: emailKey(email) }] : []),
    { delete: personKey(id) },
    { update: membershipCountKey(id), change: { set: { leftAt: at } } },
  ]);
}

const isNew: WriteCondition = { 'the person is new': { attribute: 'pk', is: 'absent' } };

/** A new organization with its owner. */
const foundation = (account: Account, { personId, since }: { readonly personId: string; readonly since: string }) => [
  ...accountPuts(account),
  ...foundedBy({ accountId: account.id, personId, role: 'owner', since }),
];

/** If two write it at once, one does. An account that begins to leave meanwhile is read again by the next. */
function adoption({ id, email, language, createdAt, leavingAt }: Adopted): Write[] {
  const leaving: Readonly<Record<string, string>> = leavingAt === undefined ? {} : { leavingAt };
  return [
    { put: toItem({ id, email, language, createdAt }), if: isNew },
    { put: { ...membershipCountKey(id), organizations: 1, ...leaving }, if: isNew },
    ...foundedBy({ accountId: id, personId: id, role: 'owner', since: createdAt }),
    {
      check: accountKey(id),
      if: {
        'the account has this address still': { attribute: 'email', equals: email },
        'it leaves or stays as it was read': {
          attribute: 'leavingAt',
          is: leavingAt === undefined ? 'absent' : 'present',
        },
      },
    },
  ];
}

/** Once the person is written, or the account was deleted, an account says nothing of a person. */
async function personOfAccount(table: Table, id: string): Promise<Person | null> {
  const [account, count] = await table.getAll([accountKey(id), membershipCountKey(id)]).then(({ items }) => items);
  if (!account || count || account.leftAt !== undefined) return null;
  return toPerson(account);
}

const toItem = ({ id, email, language, createdAt }: Person): Item => ({
  ...personKey(id),
  ...{ id, email, language, createdAt },
});

const toPerson = (item: Item): Person => ({
  id: String(item.id),
  email: String(item.email),
  language: item.language === 'ar' ? 'ar' : 'en',
  createdAt: String(item.createdAt),
});
