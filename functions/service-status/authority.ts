import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The look at the service of each minute. */
export const serviceStatusAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
