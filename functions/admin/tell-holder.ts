import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { appealEndsAt, type Decision } from '../../shared/domain/badges/review.ts';
import type { BadgeDecision } from '../../shared/domain/mail/mails/badge-decided.ts';
import type { AdminDeps } from './deps.ts';

/** Mails the decision to the holder. */
export async function tellHolder(deps: AdminDeps, application: BadgeApplication, decision: Decision): Promise<void> {
  const { accountId, email, handle, reason, request } = application;
  const account = await deps.accounts.find(accountId);
  await deps.mail.send({
    template: 'badge_decided',
    email,
    language: account?.language ?? 'en',
    handle,
    decision: newsOf(application, decision),
    reason: decision === 'ask' ? request : reason,
    answerUntil: appealEndsAt(application, deps.catalog.settings.badgeReview),
  });
}

function newsOf({ awaitsFirstPayment, history }: BadgeApplication, decision: Decision): BadgeDecision {
  if (decision === 'approve' && awaitsFirstPayment) return 'approve_unpaid';
  if (history[0]?.action === 'appeal_upheld') return 'uphold_appeal';
  return history[0]?.action === 'appeal_refused' ? 'refuse_appeal' : decision;
}
