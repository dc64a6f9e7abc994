import type { Account } from '../../domain/accounts/account.ts';
import { nameEntries } from '../find/findable.ts';
import { accountKey, customerKey, emailKey, listed, listPartition } from '../item-keys.ts';
import type { Item, Table, Write } from '../table/table.ts';
import {
  type ContactChange,
  changeContact,
  changeDetails,
  type DetailsChange,
  forgetAccount,
  startDeletion,
} from './account-changes.ts';
import { accountIn } from './account-item.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { readMemberships } from './members.ts';

/** A page of accounts. Without `cursor` it is the last. */
export type AccountPage = { readonly accounts: readonly Account[]; readonly cursor?: string };

/** An account's change from one Stripe customer to another, with its line of the trail. */
export type CustomerReplacement = {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
  readonly audit: AuditEntry;
};

/** Accounts, each found by its id, a member's address or its Stripe customer. */
export interface Accounts {
  find(accountId: string): Promise<Account | null>;
  /** The one to which the person of this address belongs longest. */
  findByEmail(email: string): Promise<Account | null>;
  findByCustomer(customerId: string): Promise<Account | null>;
  /** Ties a Stripe customer to an account that has none; answers the one it has afterwards. */
  setCustomer(accountId: string, customerId: string): Promise<string>;
  /** Moves the account to another customer, with a line of the trail. False where it changed or is being deleted. */
  replaceCustomer(replacement: CustomerReplacement): Promise<boolean>;
  /** Puts other details in place of its own, with a line of the trail; false where it is leaving. */
  changeDetails(accountId: string, change: DetailsChange, audit: AuditEntry): Promise<boolean>;
  /** Moves the mails about it to another member's address; false where it has another one, or is leaving. */
  changeContact(change: ContactChange): Promise<boolean>;
  /**
   * Notes that an owner wants it deleted; false when that was noted before. `alone`: its only member, who leaves with it. Where they have other
   * organizations, or it has other members, that is false and nothing is noted.
   */
  leave(accountId: string, audit: AuditEntry, alone?: string): Promise<boolean>;
  /** Empties the address and all that says whose it was; false when that was done. */
  forget(account: Account, audit: AuditEntry): Promise<boolean>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<AccountPage>;
}

/** Accounts over the table. An account and its customer are two items, tied in transactions. */
export function accountsOver(table: Table): Accounts {
  const find = async (accountId: string) => {
    const { item } = await table.get(accountKey(accountId));
    return item ? accountIn(item) : null;
  };
  const findByPointer = async (key: { pk: string; sk: string }) => {
    const { item } = await table.get(key);
    return item ? find(String(item.accountId)) : null;
  };
  const findByEmail = async (email: string) => {
    const { item } = await table.get(emailKey(email));
    if (!item) return null;
    const { count, memberships } = await readMemberships(table, String(item.personId ?? item.accountId));
    const accountId = count ? memberships[0]?.accountId : item.accountId;
    return accountId === undefined ? null : find(String(accountId));
  };
  return {
    find,
    findByEmail,
    findByCustomer: (customerId) => findByPointer(customerKey(customerId)),
    async setCustomer(accountId, customerId) {
      const { ok } = await table.transact([
        {
          update: accountKey(accountId),
          change: { set: { stripeCustomerId: customerId } },
          if: {
            'the account exists': { attribute: 'pk', is: 'present' },
            'it has no customer yet': { attribute: 'stripeCustomerId', is: 'absent' },
          },
        },
        { put: { ...customerKey(customerId), accountId } },
      ]);
      const customer = ok ? customerId : (await find(accountId))?.stripeCustomerId;
      if (!customer) throw new Error('A customer could not be tied to an account that does not exist');
      return customer;
    },
    replaceCustomer: (replacement) => replaceCustomer(table, replacement),
    changeDetails: (accountId, change, audit) => changeDetails(table, accountId, change, audit),
    changeContact: (change) => changeContact(table, change),
    leave: (accountId, audit, alone) => startDeletion(table, { accountId, audit, alone }),
    forget: (account, audit) => forgetAccount(table, account, audit),
    async list({ limit, cursor }) {
      const page = await table.query({ index: 'lists', pk: listPartition('ACCOUNT'), descending: true, limit, cursor });
      return { accounts: page.items.map(accountIn), cursor: page.cursor };
    },
  };
}

async function replaceCustomer(table: Table, { accountId, from, to, audit }: CustomerReplacement): Promise<boolean> {
  const { ok } = await table.transact([
    {
      update: accountKey(accountId),
      change: { set: { stripeCustomerId: to } },
      if: {
        'it has this customer still': { attribute: 'stripeCustomerId', equals: from },
        'the account is not leaving': { attribute: 'leavingAt', is: 'absent' },
      },
    },
    { delete: customerKey(from) },
    { put: { ...customerKey(to), accountId } },
    auditLine(audit),
  ]);
  return ok;
}

/** A new account, as a part of the transaction that makes its first member, with the entries by which operators find it. */
export const accountPuts = (account: Account): Write[] => [
  { put: toItem(account), if: { 'the account is new': { attribute: 'pk', is: 'absent' } } },
  ...nameEntries(account),
];

function toItem({ id, stripeCustomerId, ...account }: Account): Item {
  return {
    ...accountKey(id),
    ...listed('ACCOUNT', `${account.createdAt}#${id}`),
    id,
    ...account,
    ...(stripeCustomerId === null ? {} : { stripeCustomerId }),
  };
}
