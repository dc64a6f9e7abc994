/** Writes of the table for the deletion of an account. */
import type { Account } from '../../domain/accounts/account.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { accountApiKeyKey, accountKey, apiKeyKey, emailKey } from '../item-keys.ts';
import type { Table, Write, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';

const notLeaving: WriteCondition = { 'the account is not leaving': { attribute: 'leavingAt', is: 'absent' } };

/** For a transaction that gives an account something to sign in with, to read with or to pay for: not once it is leaving. */
export const whileNotDeleting = (accountId: string): Write => ({ check: accountKey(accountId), if: notLeaving });

/** Notes that the account is to go, once: false when it was noted before. */
export async function startDeletion(table: Table, accountId: string, audit: AuditEntry): Promise<boolean> {
  const { ok } = await table.transact([
    {
      update: accountKey(accountId),
      change: { set: { leavingAt: audit.at } },
      if: { 'the account exists': { attribute: 'pk', is: 'present' }, ...notLeaving },
    },
    auditLine(audit),
  ]);
  return ok;
}

/** Empties address and organization and frees the address, together; false when that was done before. */
export async function forgetAccount(table: Table, { id, email }: Account, audit: AuditEntry): Promise<boolean> {
  const { ok } = await table.transact([
    {
      update: accountKey(id),
      change: { set: { email: '', organization: '', leftAt: audit.at } },
      if: { 'it has this address still': { attribute: 'email', equals: email } },
    },
    { delete: emailKey(email), if: { 'the address is its own': { attribute: 'accountId', equals: id } } },
    auditLine(audit),
  ]);
  return ok;
}

/** Revokes a key if it is not and empties what its owner wrote into it; false when it changed since it was read. */
export async function retireKey(table: Table, { accountId, id }: ApiKey, audit: AuditEntry): Promise<boolean> {
  const { item } = await table.get(accountApiKeyKey(accountId, id));
  if (!item) return false;
  const wasInForce = item.revokedAt === '';
  const change = { set: { label: '', cidrs: [], revokedAt: wasInForce ? audit.at : String(item.revokedAt) } };
  const asRead: WriteCondition = {
    'nobody revoked it since': { attribute: 'revokedAt', equals: String(item.revokedAt) },
    ...(item.rotated === true ? {} : { 'nobody rotated it since': { attribute: 'rotated', is: 'absent' } }),
  };
  const { ok } = await transactAndAnnounce(table, accountId, [
    { update: apiKeyKey(String(item.hash)), change, if: asRead },
    { update: accountApiKeyKey(accountId, id), change, if: asRead },
    ...(wasInForce ? [auditLine(audit)] : []),
  ]);
  return ok;
}
