import { accessTrail, type WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Stripe’s events, and by the schedule those that wait. */
export const stripeSyncAuthority = {
  callers: {
    senders: ['admin', 'authorizer', 'data', 'gateway', 'reconcile', 'stripe-webhook', 'verify'],
    services: ['Amazon EventBridge'],
  },
  trail: [accessTrail],
} as const satisfies WorkAuthority;
