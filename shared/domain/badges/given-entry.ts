import { createHash } from 'node:crypto';
import type { BadgeApplication, PublicStatus } from './badge.ts';

/** A place in both status lists that was given to credentials of one badge, as it was vouched for then. Never given again. */
export type GivenEntry = {
  readonly list: number;
  /** 0 up to the number of entries of a list. */
  readonly index: number;
  /** The application, by what stays of it when its handle changes: the badge's id and when it was applied for. */
  readonly badge: string;
  readonly appliedAt: string;
  /** Digest of all that the credentials say of the holder. */
  readonly vouched: string;
};

/** What a credential says of its holder. */
export const vouchedOf = ({ handle, displayName, kind, url, provenDomain, parent }: BadgeApplication) => ({
  handle,
  displayName,
  kind,
  url,
  provenDomain,
  parent,
});

/** Which entry the credentials of a badge as it is now have. */
export const entryNameOf = (application: BadgeApplication): Omit<GivenEntry, 'list' | 'index'> => ({
  badge: application.badge,
  appliedAt: application.appliedAt,
  vouched: createHash('sha256')
    .update(JSON.stringify(vouchedOf(application)))
    .digest('base64url'),
});

/** Whether an entry is for the badge as it is now: what was said of the holder under it still holds. */
export function isFor(entry: GivenEntry, application: BadgeApplication): boolean {
  const { badge, appliedAt, vouched } = entryNameOf(application);
  return entry.badge === badge && entry.appliedAt === appliedAt && entry.vouched === vouched;
}

export type EntryState = { readonly revoked: boolean; readonly suspended: boolean };

type Standing = { readonly application: BadgeApplication; readonly status: PublicStatus | null };

/**
 * What the lists have to say of an entry: suspended while its badge is not shown but may be again; revoked where it was withdrawn, its application
 * is gone, or it is shown and vouches for something else by now.
 */
export function entryState(entry: GivenEntry, standings: readonly Standing[]): EntryState {
  const own = standings.find(
    ({ application: { badge, appliedAt } }) => badge === entry.badge && appliedAt === entry.appliedAt,
  );
  if (!own || own.status === 'revoked') return { revoked: true, suspended: false };
  if (own.status !== 'verified') return { revoked: false, suspended: true };
  return { revoked: !isFor(entry, own.application), suspended: false };
}
