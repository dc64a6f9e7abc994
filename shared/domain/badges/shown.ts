import type { Grant } from '../billing/grant.ts';
import { type BadgeApplication, publicReason } from './badge.ts';

/**
 * As much of an application as decides what the public sees of its badge. Functions for the public read this and nothing else of it. Site,
 * picture and domain are those of an approved profile, and the reason is one that the operator made public.
 */
export type ShownApplication = Pick<
  BadgeApplication,
  | 'handle'
  | 'accountId'
  | 'badge'
  | 'kind'
  | 'displayName'
  | 'url'
  | 'state'
  | 'reason'
  | 'reasonIsPublic'
  | 'appliedAt'
  | 'decidedAt'
  | 'firstApprovedAt'
  | 'awaitsFirstPayment'
  | 'unpaidSince'
  | 'pictureSha256'
  | 'parent'
  | 'affiliation'
  | 'provenDomain'
>;

/** As much of a grant as decides whether a badge is paid for, and until when. */
export type ShownGrant = Pick<
  Grant,
  'kind' | 'id' | 'paidUntil' | 'fullUntil' | 'graceUntil' | 'overdueGrace' | 'affiliates' | 'affiliatesComing'
>;

/** As much of an account's access as decides whether its badges are paid for. */
export type ShownAccess = {
  readonly grants: readonly ShownGrant[];
  readonly suspended: boolean;
  /** The affiliations that hold the seats beside its badges, by the badge. */
  readonly seats: Readonly<Record<string, { readonly accepted: readonly string[] }>>;
};

/** The part of an application that functions for the public may read; null until the first approval. */
export function shownApplication(application: BadgeApplication): ShownApplication | null {
  const { handle, accountId, badge, kind, displayName, state, appliedAt, decidedAt, firstApprovedAt } = application;
  if (firstApprovedAt === null) return null;
  const { awaitsFirstPayment, unpaidSince, parent, affiliation, url, pictureSha256, provenDomain } = application;
  const isApproved = state === 'approved';
  const reason = publicReason(application);
  return {
    ...{ handle, accountId, badge, kind, displayName, state, appliedAt, decidedAt, firstApprovedAt },
    ...{ awaitsFirstPayment, unpaidSince, parent, affiliation, reason, reasonIsPublic: reason !== null },
    url: isApproved ? url : '',
    pictureSha256: isApproved ? pictureSha256 : null,
    provenDomain: isApproved ? provenDomain : null,
  };
}

/** The part of a grant that functions for the public may read. */
export function shownGrant({ kind, id, paidUntil, fullUntil, graceUntil, ...grant }: Grant): ShownGrant {
  const { overdueGrace, affiliates, affiliatesComing } = grant;
  return {
    ...{ kind, id, paidUntil, fullUntil, graceUntil },
    ...(overdueGrace && { overdueGrace }),
    ...(affiliates !== undefined && { affiliates }),
    ...(affiliatesComing !== undefined && { affiliatesComing }),
  };
}
