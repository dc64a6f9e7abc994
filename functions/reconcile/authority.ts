import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The nightly comparison with Stripe. */
export const reconcileAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [accessTrail, { actions: ['contest.credited'], mailed: true }],
} as const satisfies WorkAuthority;
