import { samplesRoutes } from '../functions/samples/routes.ts';
import { stripeWebhookRoutes } from '../functions/stripe-webhook/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** Functions that know no table and so nobody, by the names in `functions/`. */
export const publicFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** More memory is more processor: a visitor waits for its start. */
  samples: {
    size: { memoryMb: 1024 },
    routes: samplesRoutes,
    callsPerSecond: 50,
    may: ['read samples'],
    knows: ['PUBLIC_ORIGIN'],
  },
  'stripe-webhook': {
    routes: stripeWebhookRoutes,
    secrets: ['stripe-webhook-secrets', 'stripe-destination-secrets'],
    sendsTo: ['stripe'],
    knows: ['PUBLIC_ORIGIN', 'STRIPE_MODE'],
  },
};
