import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Besides its routes: an instance reports the usage that it has not written. */
export const verifyAuthority = {
  callers: { invokers: ['usage-merge'] },
  trail: [],
} as const satisfies WorkAuthority;
