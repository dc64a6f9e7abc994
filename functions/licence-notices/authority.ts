import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Emails about licences. */
export const licenceNoticesAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
