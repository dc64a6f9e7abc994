import { changePlan } from './change-plan.ts';
import type { BillingDeps } from './deps.ts';
import { previewPlanChange } from './preview-plan-change.ts';
import { previewSeats, setSeats } from './seats.ts';
import { cancelSubscription, resumeSubscription } from './subscription.ts';

/** Routes that change a subscription or preview a change: plan, seats, cancellation. */
export const subscriptionRoutes = (deps: BillingDeps) => ({
  'PUT /v1/badges/{handle}/affiliates/seats': setSeats(deps),
  'POST /v1/badges/{handle}/affiliates/seats/preview': previewSeats(deps),
  'POST /v1/subscription/preview': previewPlanChange(deps),
  'POST /v1/subscription/change': changePlan(deps),
  'POST /v1/subscription/cancel': cancelSubscription(deps),
  'POST /v1/subscription/resume': resumeSubscription(deps),
});
