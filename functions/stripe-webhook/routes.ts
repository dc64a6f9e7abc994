import type { Declared } from '../../shared/domain/access/authority.ts';

/** The route of Stripe’s webhook. */
export const stripeWebhookRoutes = {
  'POST /webhooks/stripe': {
    callers: 'signature',
    budget: { elsewhere: 'Stripe alone has the secret; whatever it sends is taken' },
    trail: null,
  },
} as const satisfies Declared;
