import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The nightly comparison with Stripe. */
export const reconcileAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [accessTrail],
} as const satisfies WorkAuthority;
