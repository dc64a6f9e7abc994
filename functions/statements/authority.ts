import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Daily statements of the ledger. */
export const statementsAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
