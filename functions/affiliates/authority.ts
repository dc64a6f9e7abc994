import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Besides the lines of its routes: an affiliate who gives the badge up leaves the seat as well. */
export const affiliatesAuthority = {
  callers: {},
  trail: [{ actions: ['affiliation.left'] }],
} as const satisfies WorkAuthority;
