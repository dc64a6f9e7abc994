import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The sealing of the ledger. */
export const ledgerSealAuthority = {
  callers: { services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
