import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The making of packs. */
export const packMakerAuthority = {
  callers: { senders: ['packs'] },
  trail: [],
} as const satisfies WorkAuthority;
