import type { AdminDeps } from './deps.ts';
import { replayEvents } from './replay-events.ts';
import { listStripeEvents, replayEvent } from './stripe-events.ts';

/** The routes about Stripe's events. */
export const eventRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/events': listStripeEvents(deps),
  'POST /v1/admin/events/replay': replayEvents(deps),
  'POST /v1/admin/events/{id}/replay': replayEvent(deps),
});
