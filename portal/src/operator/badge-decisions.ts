import type { AdminBadgeView } from '../../../shared/http/views.ts';
import type { BadgeDecision } from './operator-api.ts';

const approvals = ['approved', 'appeal_upheld'];

/** Whether the badge was approved before, so that it was public. */
export const wasShown = ({ state, history }: AdminBadgeView): boolean =>
  state === 'approved' || history.some(({ action }) => approvals.includes(action));

const underReview: Partial<Record<AdminBadgeView['state'], readonly BadgeDecision[]>> = {
  in_review: ['approve', 'ask', 'refuse'],
  needs_more: ['approve', 'refuse'],
  checks_failed: ['ask', 'refuse'],
};

/** The decisions that are possible on a badge in its present state. */
export function decisionsOn(badge: AdminBadgeView): readonly BadgeDecision[] {
  if (badge.state === 'approved') return ['revoke'];
  const decisions = underReview[badge.state] ?? [];
  return decisions.length > 0 && wasShown(badge) ? [...decisions, 'revoke'] : decisions;
}
