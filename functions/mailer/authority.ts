import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Emails. A line is its sender’s. */
export const mailerAuthority = {
  callers: {
    senders: [
      'accounts',
      'admin',
      'affiliates',
      'badge-settlement',
      'billing',
      'domain-check',
      'domains',
      'key-expiry',
      'keys',
      'leaving',
      'licence-notices',
      'members',
      'reconcile',
      'statements',
      'stripe-sync',
      'top-up',
      'usage-merge',
      'webhook-sender',
    ],
  },
  trail: [],
} as const satisfies WorkAuthority;
