import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Authorizations of guarded APIs, and reports of usage. */
export const authorizerAuthority = {
  callers: { invokers: ['usage-merge'], services: ['Amazon API Gateway'] },
  trail: [],
} as const satisfies WorkAuthority;
