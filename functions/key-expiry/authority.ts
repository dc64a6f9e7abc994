import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Emails about keys that expire. */
export const keyExpiryAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
