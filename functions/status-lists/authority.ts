import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The nightly comparison of status lists. */
export const statusListsAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
