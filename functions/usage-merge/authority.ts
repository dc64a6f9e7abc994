import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Merging of usage. */
export const usageMergeAuthority = {
  callers: { senders: ['authorizer', 'data', 'gateway', 'usage-merge', 'verify'], services: ['Amazon EventBridge'] },
  trail: [],
} as const satisfies WorkAuthority;
