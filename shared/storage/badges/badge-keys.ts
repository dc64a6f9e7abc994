/** Keys of what is stored beside badge applications. No handle has an "@", so they never meet an item of a badge. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The copy of a badge's picture. */
export const badgePictureKey = (of: {
  readonly accountId: string;
  readonly badge: string;
  readonly sha256: string;
}): Key => ({ pk: `${prefixes.badge}@picture#${of.accountId}`, sk: `${of.badge}#${of.sha256}` });
/** The owner of an approved handle, by the way that the handle looks at a glance. */
export const badgeGlanceKey = (glance: string): Key => ({ pk: `${prefixes.badge}@glance#${glance}`, sk: '-' });
/** Approved badges under names that look alike. */
export const badgeNamePartition = (glanceHash: string): string => `${prefixes.badge}@name#${glanceHash}`;
/** A badge by the hash of its display name at a glance. */
export const badgeNameKey = (glanceHash: string, handle: string): Key => ({
  pk: badgeNamePartition(glanceHash),
  sk: handle,
});

/** The directory's entries of one kind of badge. */
export const directoryPartition = (kind: string): string => prefixes.directory + kind;

/** "@" is in no kind: what is listed of one account. */
export const directoryRecordsPartition = (accountId: string): string => `${prefixes.directory}@${accountId}`;

/** "@" is in no handle: what is left of one whose holder was deleted. */
export const retiredKey = (hash: string): Key => ({ pk: `${prefixes.badge}@retired#${hash}`, sk: '-' });

/** The handles that are held for an account, which moved its badges away from them. */
export const heldPartition = (accountId: string): string => `${prefixes.badge}@held#${accountId}`;

/** "@" is in no handle, so these never meet a badge's own item. */
export const accountBadgePartition = (accountId: string): string => `${prefixes.badge}@${accountId}`;

/** A badge application in the list of its account. */
export const accountBadgeKey = (accountId: string, badgeId: string): Key => ({
  pk: accountBadgePartition(accountId),
  sk: badgeId,
});

/** The domain proofs of an account. */
export const domainProofPartition = (accountId: string): string => prefixes.domain + accountId;

/** The domain proof of one badge; `badgeId` is the id in the catalogue. */
export const domainProofKey = (accountId: string, badgeId: string): Key => ({
  pk: domainProofPartition(accountId),
  sk: badgeId,
});
