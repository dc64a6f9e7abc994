import { applicationState, type BadgeApplication, publicStatus } from '../domain/badges/badge.ts';
import { appealEndsAt } from '../domain/badges/review.ts';
import type { BadgeReview } from '../domain/catalog/badge-review.ts';
import type { BadgeView } from './views.ts';

/** How its holder sees an application. `paid`: whether it is paid for now; `hidden`: whether it is not shown although it is paid for. */
export function badgeView(
  application: BadgeApplication,
  { paid, hidden }: { readonly paid: boolean; readonly hidden: boolean },
  review: BadgeReview,
): BadgeView {
  const { handle, kind, badge, displayName, url, picture, pictureSha256, settlement } = application;
  const refund = settlement?.what === 'refund' || settlement?.late ? settlement : null;
  return {
    ...{ handle, kind, badge, displayName, url, picture },
    pictureUrl: pictureSha256 === null ? null : `/v1/badges/${handle}/picture`,
    state: applicationState(application, paid, review.order),
    verified: publicStatus(application, paid, hidden) === 'verified',
    reason: application.reason,
    request: application.request,
    answer: application.answer,
    checks: [...application.checks],
    appeal: application.appeal,
    canAppealUntil: appealEndsAt(application, review),
    refund: refund === null ? 'none' : refund.state === 'made' ? 'made' : 'due',
    refundAt: refund?.at ?? null,
    parent: application.parent,
    provenDomain: application.provenDomain,
    appliedAt: application.appliedAt,
    decidedAt: application.decidedAt,
  };
}
