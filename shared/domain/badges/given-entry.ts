import { createHash } from 'node:crypto';
import type { PublicStatus } from './badge.ts';
import type { ShownApplication } from './shown.ts';

/** A position in both status lists, given to the credentials of one badge as it was then. It is never given again. */
export type GivenEntry = {
  readonly list: number;
  /** 0 up to the number of entries of a list. */
  readonly index: number;
  /** The application, by the two values that survive a change of handle: the badge's id and the time of application. */
  readonly badge: string;
  readonly appliedAt: string;
  /** Digest of everything that the credentials say of the holder. */
  readonly vouched: string;
};

/** The parts of an application that a credential states. */
export const vouchedOf = ({ handle, displayName, kind, url, provenDomain, parent }: ShownApplication) => ({
  handle,
  displayName,
  kind,
  url,
  provenDomain,
  parent,
});

/** The key of the entry that a badge's credentials have now. */
export const entryNameOf = (application: ShownApplication): Omit<GivenEntry, 'list' | 'index'> => ({
  badge: application.badge,
  appliedAt: application.appliedAt,
  vouched: createHash('sha256')
    .update(JSON.stringify(vouchedOf(application)))
    .digest('base64url'),
});

/** Whether an entry belongs to the badge as it is now: every statement about the holder still holds. */
export function isFor(entry: GivenEntry, application: ShownApplication): boolean {
  const { badge, appliedAt, vouched } = entryNameOf(application);
  return entry.badge === badge && entry.appliedAt === appliedAt && entry.vouched === vouched;
}

/** An entry's bits in the two status lists. */
export type EntryState = { readonly revoked: boolean; readonly suspended: boolean };

type Standing = { readonly application: ShownApplication; readonly status: PublicStatus | null };

/**
 * The state that the lists must show for an entry. It is suspended while its badge is hidden but may come back. It is revoked where the
 * badge was revoked, its application no longer exists, or the badge now states something else.
 */
export function entryState(entry: GivenEntry, standings: readonly Standing[]): EntryState {
  const own = standings.find(
    ({ application: { badge, appliedAt } }) => badge === entry.badge && appliedAt === entry.appliedAt,
  );
  if (!own || own.status === 'revoked') return { revoked: true, suspended: false };
  if (own.status !== 'verified') return { revoked: false, suspended: true };
  return { revoked: !isFor(entry, own.application), suspended: false };
}
