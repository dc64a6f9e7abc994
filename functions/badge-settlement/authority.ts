import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Refunds and ends of payments for badges. */
export const badgeSettlementAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [
    { actions: ['badge.refunded'], mailed: { where: 'the holder was not deleted meanwhile' } },
    { actions: ['badge.ended', 'badge.refund_failed'] },
  ],
} as const satisfies WorkAuthority;
