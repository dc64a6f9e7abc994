import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Checks of domains. */
export const domainCheckAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [{ actions: ['domain.proven'] }, { actions: ['domain.failing', 'domain.lost'], mailed: true }],
} as const satisfies WorkAuthority;
