/** Keys of what is kept beside applications for badges; "@" is in no handle, so they never meet a badge's own item. */
import { prefixes } from './prefixes.ts';
import type { Key } from './table.ts';

/** The copy of a badge's picture. */
export const badgePictureKey = (of: {
  readonly accountId: string;
  readonly badge: string;
  readonly sha256: string;
}): Key => ({ pk: `${prefixes.badge}@picture#${of.accountId}`, sk: `${of.badge}#${of.sha256}` });
/** What an approved handle looks like, and whose it is. */
export const badgeGlanceKey = (glance: string): Key => ({ pk: `${prefixes.badge}@glance#${glance}`, sk: '-' });
/** Approved badges under names that look alike. */
export const badgeNamePartition = (glanceHash: string): string => `${prefixes.badge}@name#${glanceHash}`;
export const badgeNameKey = (glanceHash: string, handle: string): Key => ({
  pk: badgeNamePartition(glanceHash),
  sk: handle,
});
