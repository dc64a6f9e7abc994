import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Deliveries to webhooks. */
export const webhookSenderAuthority = {
  callers: {
    senders: [
      'admin',
      'badge-looks',
      'billing',
      'key-expiry',
      'leaving',
      'reconcile',
      'statements',
      'stripe-sync',
      'top-up',
      'usage-merge',
      'webhooks',
    ],
    services: ['Amazon EventBridge'],
  },
  trail: [],
} as const satisfies WorkAuthority;
