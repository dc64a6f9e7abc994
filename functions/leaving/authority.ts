import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Deletions of organizations and people. */
export const leavingAuthority = {
  callers: { senders: ['accounts', 'members', 'admin'] },
  trail: [
    accessTrail,
    { actions: ['account.leaving', 'account.deleted'], mailed: true },
    { actions: ['key.revoked', 'webhook.removed', 'badge.withdrawn', 'affiliation.left', 'member.left'] },
  ],
} as const satisfies WorkAuthority;
