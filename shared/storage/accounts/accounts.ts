import type { Account } from '../../domain/accounts/account.ts';
import { accountKey, customerKey, emailKey, listed, listPartition } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { forgetAccount, startDeletion } from './leaving.ts';

/** A page of accounts. Without `cursor` it is the last. */
export type AccountPage = { readonly accounts: readonly Account[]; readonly cursor?: string };

/** An account's change from one Stripe customer to another, with its line of the trail. */
export type CustomerReplacement = {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
  readonly audit: AuditEntry;
};

/** Accounts, each found by its id, its address or its Stripe customer. */
export interface Accounts {
  find(accountId: string): Promise<Account | null>;
  findByEmail(email: string): Promise<Account | null>;
  findByCustomer(customerId: string): Promise<Account | null>;
  /** Creates it, or answers the one that already has this address: of two at once, one is created. */
  findOrCreate(account: Account): Promise<{ readonly account: Account; readonly created: boolean }>;
  /** Ties a Stripe customer to an account that has none; answers the one it has afterwards. */
  setCustomer(accountId: string, customerId: string): Promise<string>;
  /** Moves the account to another customer, with a line of the trail. False where it changed or is being deleted. */
  replaceCustomer(replacement: CustomerReplacement): Promise<boolean>;
  /** Notes that its owner wants it deleted; false when that was noted before. */
  leave(accountId: string, audit: AuditEntry): Promise<boolean>;
  /** Empties the address and the organization and frees the address, which had been this account's; false when that was done. */
  forget(account: Account, audit: AuditEntry): Promise<boolean>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<AccountPage>;
}

/** Accounts over the table. An account, its address and its customer are three items, tied in transactions. */
export function accountsOver(table: Table): Accounts {
  const find = async (accountId: string) => {
    const { item } = await table.get(accountKey(accountId));
    return item ? toAccount(item) : null;
  };
  const findByPointer = async (key: { pk: string; sk: string }) => {
    const { item } = await table.get(key);
    return item ? find(String(item.accountId)) : null;
  };
  const findByEmail = (email: string) => findByPointer(emailKey(email));
  return {
    find,
    findByEmail,
    findByCustomer: (customerId) => findByPointer(customerKey(customerId)),
    async findOrCreate(account) {
      const existing = await findByEmail(account.email);
      if (existing) return { account: existing, created: false };
      const { ok } = await table.transact([
        { put: toItem(account), if: { 'the account is new': { attribute: 'pk', is: 'absent' } } },
        {
          put: { ...emailKey(account.email), accountId: account.id },
          if: { 'the address is free': { attribute: 'pk', is: 'absent' } },
        },
      ]);
      const winner = ok ? account : await findByEmail(account.email);
      if (!winner) throw new Error('An account could neither be created nor found');
      return { account: winner, created: ok };
    },
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
    leave: (accountId, audit) => startDeletion(table, accountId, audit),
    forget: (account, audit) => forgetAccount(table, account, audit),
    async list({ limit, cursor }) {
      const page = await table.query({ index: 'lists', pk: listPartition('ACCOUNT'), descending: true, limit, cursor });
      return { accounts: page.items.map(toAccount), cursor: page.cursor };
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

function toItem({ id, stripeCustomerId, ...account }: Account): Item {
  return {
    ...accountKey(id),
    ...listed('ACCOUNT', `${account.createdAt}#${id}`),
    id,
    ...account,
    ...(stripeCustomerId === null ? {} : { stripeCustomerId }),
  };
}

const toAccount = (item: Item): Account => ({
  id: String(item.id),
  email: String(item.email),
  organization: String(item.organization),
  language: item.language === 'ar' ? 'ar' : 'en',
  createdAt: String(item.createdAt),
  stripeCustomerId: item.stripeCustomerId === undefined ? null : String(item.stripeCustomerId),
  ...(item.leavingAt === undefined ? {} : { leavingAt: String(item.leavingAt) }),
  ...(item.leftAt === undefined ? {} : { leftAt: String(item.leftAt) }),
});
