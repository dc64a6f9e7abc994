import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The chaining of lines, which leaves none of its own. */
export const trailAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
