import { createHash } from 'node:crypto';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { glanceOf, handleGlanceOf } from '../../domain/badges/confusables.ts';
import type { Table, Write } from '../table/table.ts';
import { badgeGlanceKey, badgeNameKey, badgeNamePartition, badgePictureKey } from './badge-keys.ts';

/** An approved badge, by handle and name. */
export type NamedHolder = { readonly handle: string; readonly displayName: string };

/** Handles and names of approved badges, for finding look-alikes. */
export interface BadgeNames {
  /** The handle of the approved badge that this one looks like at a glance; perhaps itself. */
  holderLike(handle: string): Promise<string | null>;
  /** Approved badges whose names look like this one at a glance; a few, where there are many. */
  namesLike(displayName: string): Promise<readonly NamedHolder[]>;
}

const maxAlike = 20;

/** So that no name outlives its badge here, and long ones fit. */
const hashOf = (displayName: string): string => createHash('sha256').update(glanceOf(displayName)).digest('base64url');

/** Names of approved badges over the table. */
export function badgeNamesOver(table: Table): BadgeNames {
  return {
    async holderLike(handle) {
      const { item } = await table.get(badgeGlanceKey(handleGlanceOf(handle)));
      return item ? String(item.handle) : null;
    },
    async namesLike(displayName) {
      const { items } = await table.query({ pk: badgeNamePartition(hashOf(displayName)), limit: maxAlike });
      return items.map((item) => ({ handle: item.sk, displayName: String(item.displayName) }));
    },
  };
}

type Change = { readonly before: BadgeApplication | null; readonly after: BadgeApplication | null };

/**
 * The writes that go with an application in its transaction. They keep the copy of its picture or remove it.
 * An approval claims the handle, so that of two look-alikes one is approved, and makes its name findable.
 * Both are free once the badge goes, moves or has another name.
 */
export async function claimWrites(table: Table, change: Change): Promise<readonly Write[]> {
  return [...pictureWrites(change), ...(await handleWrites(table, change)), ...nameWrites(change)];
}

const picturesOf = (application: BadgeApplication | null): readonly string[] =>
  application?.pictureSha256 ? [application.pictureSha256] : [];

function pictureWrites({ before, after }: Change): Write[] {
  const [[had], [has]] = [picturesOf(before), picturesOf(after)];
  if (had === has) return [];
  const kept: Write[] = after && has !== undefined ? [keepPicture(after, has)] : [];
  return before && had !== undefined ? [...kept, { delete: badgePictureKey({ ...before, sha256: had }) }] : kept;
}

const keepPicture = ({ accountId, badge }: BadgeApplication, sha256: string): Write => ({
  update: badgePictureKey({ accountId, badge, sha256 }),
  change: { remove: ['ttl'] },
  if: { 'the copy is there': { attribute: 'pk', is: 'present' } },
});

const isApproved = (application: BadgeApplication | null): application is BadgeApplication =>
  application?.state === 'approved';

async function handleWrites(table: Table, { before, after }: Change): Promise<Write[]> {
  if (before && before.handle !== after?.handle) return releaseOf(table, before.handle);
  if (!isApproved(after) || isApproved(before)) return [];
  const { handle, accountId } = after;
  return [
    {
      put: { ...badgeGlanceKey(handleGlanceOf(handle)), handle, accountId },
      if: { 'no other badge looks like it': { attribute: 'handle', equals: handle, orAbsent: true } },
    },
  ];
}

/** Another badge may have the claim, where this one was never approved. */
async function releaseOf(table: Table, handle: string): Promise<Write[]> {
  const key = badgeGlanceKey(handleGlanceOf(handle));
  const { item } = await table.get(key);
  return item?.handle === handle ? [{ delete: key }] : [];
}

function nameWrites({ before, after }: Change): Write[] {
  const key = (of: BadgeApplication) => badgeNameKey(hashOf(of.displayName), of.handle);
  const moved = before && (!after || key(before).pk !== key(after).pk || before.handle !== after.handle);
  return [
    ...(moved && before.firstApprovedAt !== null ? [{ delete: key(before) }] : []),
    ...(isApproved(after) ? [{ put: { ...key(after), displayName: after.displayName } }] : []),
  ];
}
