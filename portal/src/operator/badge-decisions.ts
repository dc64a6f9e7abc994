import type { AdminBadgeView } from '../../../shared/http/views.ts';
import type { BadgeDecision } from './operator-api.ts';

const approvals = ['approved', 'appeal_upheld'];

/** Whether it was approved before, so that the public knows of it. */
export const wasShown = ({ state, history }: AdminBadgeView): boolean =>
  state === 'approved' || history.some(({ action }) => approvals.includes(action));

const underReview: Partial<Record<AdminBadgeView['state'], readonly BadgeDecision[]>> = {
  in_review: ['approve', 'ask', 'refuse'],
  needs_more: ['approve', 'refuse'],
  checks_failed: ['ask', 'refuse'],
};

/** What can be decided on a badge as it stands. */
export function decisionsOn(badge: AdminBadgeView): readonly BadgeDecision[] {
  if (badge.state === 'approved') return ['revoke'];
  const decisions = underReview[badge.state] ?? [];
  return decisions.length > 0 && wasShown(badge) ? [...decisions, 'revoke'] : decisions;
}
