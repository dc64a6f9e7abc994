import type { BadgeReview } from '../catalog/badge-review.ts';
import { type BadgeApplication, withEvent } from './badge.ts';

const dayMs = 86_400_000;

/**
 * Whether an approved badge was unpaid for so long that its review no longer counts. An affiliate's badge follows its organization's
 * instead.
 */
export function hasLapsed(
  { state, unpaidSince, parent }: Pick<BadgeApplication, 'state' | 'unpaidSince' | 'parent'>,
  { keepReviewDays }: Pick<BadgeReview, 'keepReviewDays'>,
  at: string,
): boolean {
  if (state !== 'approved' || unpaidSince === null || parent !== null) return false;
  return Date.parse(at) - Date.parse(unpaidSince) > keepReviewDays * dayMs;
}

type Look = { readonly paid: boolean; readonly at: string; readonly review: BadgeReview };

/**
 * The application after a check of its payment; null where nothing changes. The check notes since when it is unpaid, or its first payment.
 * A payment that comes too late sends it to review again.
 */
export function afterCheck(application: BadgeApplication, { paid, at, review }: Look): BadgeApplication | null {
  const { state, awaitsFirstPayment, unpaidSince, version } = application;
  const noted = (what: Partial<BadgeApplication>) => ({ ...application, ...what, version: version + 1 });
  if (awaitsFirstPayment) return paid ? noted({ awaitsFirstPayment: false }) : null;
  if (state !== 'approved' || paid === (unpaidSince === null)) return null;
  if (!paid) return noted({ unpaidSince: at });
  if (!hasLapsed(application, review, at)) return noted({ unpaidSince: null });
  const again = { ...application, state: 'in_review', unpaidSince: null } as const;
  return withEvent(again, { at, action: 'lapsed', actor: 'tollgate', reason: null });
}
