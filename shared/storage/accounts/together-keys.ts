/** How the item keys of what organizations share look. */
import type { Seen } from '../../domain/accounts/together.ts';
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** "@" begins no kind, so an organization's own list never meets the list of those who share a thing. */
export const ownSightingsPartition = (accountId: string): string => `${prefixes.together}@${accountId}`;
/** A thing in the list of one organization. */
export const ownSightingKey = (accountId: string, { kind, hash }: Seen): Key => ({
  pk: ownSightingsPartition(accountId),
  sk: `${kind}#${hash}`,
});
/** All organizations that a thing was seen of. */
export const sharersPartition = ({ kind, hash }: Seen): string => `${prefixes.together}${kind}#${hash}`;
/** An organization in the list of a thing. */
export const sharerKey = (accountId: string, of: Seen): Key => ({ pk: sharersPartition(of), sk: accountId });
