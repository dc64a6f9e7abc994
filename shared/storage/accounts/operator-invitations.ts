import { createHash } from 'node:crypto';
import { ttlOf } from '../item-keys.ts';
import type { Table, Write } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { operatorInvitationKey } from './sign-in-keys.ts';

/** A code that lets an operator's address register a passkey, once. Only the digest of the code is kept. */
export type OperatorInvitation = { readonly email: string; readonly digest: string; readonly expiresAt: string };

/** One-time codes for an operator's first passkey. */
export interface OperatorInvitations {
  /** Replaces the one before of this address, whose code is good no longer. */
  put(invitation: OperatorInvitation, audit: AuditEntry): Promise<void>;
  /** Whether the address has an unused invitation of this digest that is good at `now`. */
  isGood(invitation: Pick<OperatorInvitation, 'email' | 'digest'>, now: Date): Promise<boolean>;
  /** Until when the address has an unused invitation that is good at `now`; null: none. */
  openUntil(email: string, now: Date): Promise<string | null>;
}

/** Invitations of operators over the table: one an address. */
export const operatorInvitationsOver = (table: Table): OperatorInvitations => ({
  async put({ email, digest, expiresAt }, audit) {
    const item = { ...keyOf(email), digest, expiresAt, ttl: ttlOf(expiresAt) };
    await table.transact([{ put: item }, auditLine(audit)]);
  },
  async isGood({ email, digest }, now) {
    const { item } = await table.get(keyOf(email));
    return item?.digest === digest && String(item.expiresAt) >= now.toISOString();
  },
  async openUntil(email, now) {
    const { item } = await table.get(keyOf(email));
    const expiresAt = item === undefined ? '' : String(item.expiresAt);
    return expiresAt >= now.toISOString() ? expiresAt : null;
  },
});

/** Uses the invitation up, in the transaction of what it allows. */
export const invitationTaken = ({ email, digest }: Omit<OperatorInvitation, 'expiresAt'>, now: Date): Write => ({
  delete: keyOf(email),
  if: {
    'the invitation is unused and this one': { attribute: 'digest', equals: digest },
    'the invitation has not expired': { attribute: 'expiresAt', atLeast: now.toISOString() },
  },
});

/** So that no address lies where only hashes do. */
const keyOf = (email: string) => operatorInvitationKey(createHash('sha256').update(email).digest('base64url'));
