import type { Operations } from '../../shared/http/operation.ts';
import { PlanChangeMade } from './change-to.ts';
import { PlanChangeBody } from './requested-change.ts';
import type { billingRoutes } from './routes.ts';
import { SeatsChangeBody, SeatsWishBody } from './seats.ts';
import { CancelBody, ResumeBody } from './subscription.ts';

const refusals = ['not_found', 'conflict', 'plan_held', 'stripe_unavailable'] as const;

/** The description of changes of a subscription, for callers. */
export const subscriptionOperations = {
  'POST /v1/subscription/preview': {
    id: 'previewPlanChange',
    audience: 'pages',
    group: 'billing',
    summary: 'Preview a plan change',
    description: 'When a change would take effect, and what it would cost. Nothing changes.',
    body: PlanChangeBody,
    answers: { 200: 'ChangePreviewView' },
    problems: refusals,
  },
  'POST /v1/subscription/change': {
    id: 'changePlan',
    audience: 'pages',
    group: 'billing',
    summary: 'Change a plan',
    description: 'A higher price applies once it is paid, a lower one from the next period.',
    body: PlanChangeMade,
    answers: { 200: 'ChangeView' },
    problems: refusals,
  },
  'POST /v1/subscription/cancel': {
    id: 'cancelSubscription',
    audience: 'pages',
    group: 'billing',
    summary: 'Cancel a subscription',
    description: 'Cancels at the end of the period, which you can undo, or now, which you can’t.',
    body: CancelBody,
    answers: { 200: 'SubscriptionView' },
    problems: refusals,
  },
  'POST /v1/subscription/resume': {
    id: 'resumeSubscription',
    audience: 'pages',
    group: 'billing',
    summary: 'Resume a subscription',
    description: 'Undoes a cancellation, or a change that is scheduled or not paid yet.',
    body: ResumeBody,
    answers: { 200: 'SubscriptionView' },
    problems: refusals,
  },
  'PUT /v1/badges/{handle}/affiliates/seats': {
    id: 'setSeats',
    audience: 'pages',
    group: 'badges',
    summary: 'Change seats',
    description:
      'Sets how many affiliates you pay for. More seats start once they are paid, fewer with the next period.',
    body: SeatsChangeBody,
    answers: { 200: 'ChangeView' },
    problems: refusals,
  },
  'POST /v1/badges/{handle}/affiliates/seats/preview': {
    id: 'previewSeats',
    audience: 'pages',
    group: 'badges',
    summary: 'Preview seats',
    description: 'When the seats would change, and what they would cost. Nothing changes.',
    body: SeatsWishBody,
    answers: { 200: 'SeatsPreviewView' },
    problems: refusals,
  },
} as const satisfies Partial<Operations<typeof billingRoutes>>;
