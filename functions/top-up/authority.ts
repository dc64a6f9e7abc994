import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Automatic top-ups. */
export const topUpAuthority = {
  callers: { senders: ['authorizer', 'billing', 'data', 'gateway', 'usage-merge', 'verify'] },
  trail: [accessTrail],
} as const satisfies WorkAuthority;
