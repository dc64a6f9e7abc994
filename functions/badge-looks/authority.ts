import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Looks at badges. */
export const badgeLooksAuthority = {
  callers: { senders: ['webhook-sender'], services: ['Amazon EventBridge'] },
  trail: [{ actions: ['badge.paid_late'] }],
} as const satisfies WorkAuthority;
