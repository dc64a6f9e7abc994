import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Besides the lines of its routes: a change is synced with Stripe within the request. */
export const billingAuthority = {
  callers: {},
  trail: [accessTrail],
} as const satisfies WorkAuthority;
