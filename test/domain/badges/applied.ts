import { type BadgeApplication, undecided } from '../../../shared/domain/badges/badge.ts';
import type { Circumstances, Profile, ReviewDecision } from '../../../shared/domain/badges/review.ts';
import type { BadgeReview } from '../../../shared/domain/catalog/badge-review.ts';
import tollgate from '../../../tollgate.config.ts';

export const at = '2026-11-24T12:00:00.000Z';
export const days = (count: number, from = at): string => new Date(Date.parse(from) + count * 86_400_000).toISOString();

export const profile: Profile = {
  handle: 'ada',
  displayName: 'Ada',
  url: 'https://example.com',
  picture: null,
  pictureSha256: null,
};

/** A first application before any review. */
export const applied: BadgeApplication = {
  ...undecided,
  ...profile,
  accountId: 'acc_1',
  email: 'ada@example.com',
  badge: 'verified',
  kind: 'person',
  state: 'in_review',
  reason: null,
  appliedAt: '2026-11-01T00:00:00.000Z',
  decidedAt: null,
  firstApprovedAt: null,
  version: 1,
};
export const approvedOnce: BadgeApplication = { ...applied, firstApprovedAt: '2026-11-02T00:00:00.000Z' };

export const policy: BadgeReview = tollgate.settings.badgeReview;

export const verdict = (decision: ReviewDecision['decision'], more: Partial<ReviewDecision> = {}): ReviewDecision => ({
  decision,
  reason: decision === 'approve' ? null : 'why',
  isPublic: false,
  refund: false,
  actor: 'operator@example.com',
  at,
  ...more,
});

export const paidFor = (review: Partial<BadgeReview> = {}): Circumstances => ({
  review: { ...policy, ...review },
  paid: true,
  subscriptions: ['sub_1'],
});
