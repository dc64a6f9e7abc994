import { publicReason } from '../../domain/badges/badge.ts';
import type { PublicBadgeView } from '../../http/views.ts';
import type { BadgeRead } from '../../storage/badges/badge-reads.ts';
import { badgeStatusOf, type PaidDeps } from './status.ts';

type ViewDeps = Pick<PaidDeps, 'catalog' | 'now'>;

/** The public view of a badge; null until the first approval. A badge that is not verified shows only the name. */
export function publicView(deps: ViewDeps, read: BadgeRead): PublicBadgeView | null {
  const { status, until } = badgeStatusOf(deps, read);
  const { handle, displayName, kind, firstApprovedAt } = read.application;
  if (status === null || firstApprovedAt === null) return null;
  const verified = status === 'verified';
  const reason = publicReason(read.application);
  return {
    ...{ handle, displayName, kind, verified, status, since: firstApprovedAt },
    ...(verified && until !== null ? { until } : {}),
    ...(reason === null ? {} : { reason }),
    ...(verified ? profileOf(read) : {}),
  };
}

function profileOf({ application }: BadgeRead): Partial<PublicBadgeView> {
  const { handle, url, pictureSha256, provenDomain, parent } = application;
  return {
    url,
    ...(pictureSha256 === null ? {} : { picture: `/badges/${handle}/picture` }),
    ...(provenDomain === null ? {} : { provenDomain }),
    ...(parent === null ? {} : { parent }),
  };
}
