/** Changes of an account's own item: its details, the address that its mails go to, and its deletion. */
import type { Account } from '../../domain/accounts/account.ts';
import { entriesGone, nameEntries } from '../find/findable.ts';
import { accountKey } from '../item-keys.ts';
import type { Table, Write, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { notLeaving } from './leaving.ts';
import { memberCountKey, membershipCountKey } from './member-keys.ts';

/** The details to put in place of an account's own; null takes one away, and one that is absent stays. */
export type DetailsChange = {
  readonly organization?: string;
  readonly legalName?: string | null;
  readonly country?: string | null;
  readonly mailsStatements?: boolean;
};

/** The move of an account's mails from one member's address to another's. */
export type ContactChange = { readonly accountId: string; readonly from: string; readonly to: string };

const isInUse: WriteCondition = { 'the account exists': { attribute: 'pk', is: 'present' }, ...notLeaving };

/** Puts other details in place of an account's own. Another name moves the entries by which operators find it, in the same transaction. */
export async function changeDetails(
  table: Table,
  accountId: string,
  change: DetailsChange,
  audit: AuditEntry,
): Promise<boolean> {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(said.filter(([, value]) => value !== null));
  const remove = said.flatMap(([name, value]) => (value === null ? [name] : []));
  const rename = await renaming(table, accountId, change.organization);
  const result = await table.transact([
    { update: accountKey(accountId), change: { set, remove }, if: { ...isInUse, ...rename.condition } },
    auditLine(audit),
    ...rename.writes,
  ]);
  if (result.ok) return true;
  const [refusal] = result.reasons;
  const isOther = refusal && refusal !== 'conflict' && refusal.failed.join() === renamedMeanwhile;
  return isOther ? changeDetails(table, accountId, change, audit) : false;
}

const renamedMeanwhile = 'nobody renamed it meanwhile';

async function renaming(table: Table, id: string, organization: string | undefined) {
  if (organization === undefined) return { condition: {}, writes: [] };
  const { item } = await table.get(accountKey(id));
  const before = String(item?.organization ?? '');
  const condition: WriteCondition = { [renamedMeanwhile]: { attribute: 'organization', equals: before } };
  const gone = entriesGone({ id, organization: before }, organization);
  return { condition, writes: [...gone, ...nameEntries({ id, organization })] };
}

/** Moves an account's mails to another address. */
export async function changeContact(table: Table, { accountId, from, to }: ContactChange): Promise<boolean> {
  const asRead: WriteCondition = { 'mails go to this address still': { attribute: 'email', equals: from } };
  return (await table.update(accountKey(accountId), { set: { email: to } }, { ...asRead, ...notLeaving })).ok;
}

type Deletion = { readonly accountId: string; readonly audit: AuditEntry; readonly alone?: string };

/** Notes that the account is to go, once: false when it was noted before. */
export async function startDeletion(table: Table, { accountId, audit, alone }: Deletion): Promise<boolean> {
  const { ok } = await table.transact([
    { update: accountKey(accountId), change: { set: { leavingAt: audit.at } }, if: isInUse },
    ...(alone === undefined ? [] : onlyPerson({ accountId, personId: alone, at: audit.at })),
    auditLine(audit),
  ]);
  return ok;
}

/** A person who has this organization alone, and is alone in it, leaves with it. */
const onlyPerson = (of: { readonly accountId: string; readonly personId: string; readonly at: string }): Write[] => [
  {
    update: membershipCountKey(of.personId),
    change: { set: { leavingAt: of.at } },
    if: { 'they belong to no other organization': { attribute: 'organizations', equals: 1 } },
  },
  {
    check: memberCountKey(of.accountId),
    if: { 'nobody else belongs to it': { attribute: 'members', equals: 1 } },
  },
];

/** Empties an account of all that says whose it was, and operators find it no more; false when that was done before. */
export async function forgetAccount(table: Table, account: Account, audit: AuditEntry): Promise<boolean> {
  const { id, email } = account;
  const emptied = { set: { email: '', organization: '', leftAt: audit.at }, remove: ['legalName', 'country'] };
  const notDone: WriteCondition = {
    'it has this address still': { attribute: 'email', equals: email },
    'it was not deleted before': { attribute: 'leftAt', is: 'absent' },
  };
  const { ok } = await table.transact([
    { update: accountKey(id), change: emptied, if: notDone },
    auditLine(audit),
    ...entriesGone(account),
  ]);
  return ok;
}
