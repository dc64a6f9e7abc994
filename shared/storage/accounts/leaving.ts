/** Writes of the table that the deletion of an account needs or forbids. */
import type { ApiKey } from '../../domain/keys/key.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { accountApiKeyKey, accountKey, apiKeyKey } from '../item-keys.ts';
import type { Table, Write, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';

/** An account takes nothing new once it is leaving. */
export const notLeaving: WriteCondition = { 'the account is not leaving': { attribute: 'leavingAt', is: 'absent' } };

/** For a transaction that gives an account something to sign in with, to read with or to pay for: not once it is leaving. */
export const whileNotDeleting = (accountId: string): Write => ({ check: accountKey(accountId), if: notLeaving });

/** Revokes a key if it is not and empties what its owner wrote into it; false when it changed since it was read. */
export async function retireKey(table: Table, { accountId, id }: ApiKey, audit: AuditEntry): Promise<boolean> {
  const { item } = await table.get(accountApiKeyKey(accountId, id));
  if (!item) return false;
  const wasInForce = item.revokedAt === '';
  const change = {
    set: { label: '', cidrs: [], revokedAt: wasInForce ? audit.at : String(item.revokedAt) },
    remove: ['revokedBecause'],
  };
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
