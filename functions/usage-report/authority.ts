import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Reports of usage to Stripe. */
export const usageReportAuthority = {
  callers: { senders: ['stripe-sync'], services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
