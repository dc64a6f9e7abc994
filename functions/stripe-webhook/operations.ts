import * as z from 'zod';
import type { Operations } from '../../shared/http/operation.ts';
import type { stripeWebhookRoutes } from './routes.ts';

/** The description of Stripe’s webhook. */
export const stripeWebhookOperations: Operations<typeof stripeWebhookRoutes> = {
  'POST /webhooks/stripe': {
    id: 'receiveStripeEvent',
    group: 'operator',
    summary: 'Receive an event of Stripe',
    description: 'Stripe alone calls it. The event is stored before the answer.',
    headers: { 'Stripe-Signature': { description: 'Stripe’s signature of the body.', required: true } },
    body: z.looseObject({}).describe('An event of Stripe, in the API version of the endpoint.'),
    answers: { 200: 'ReceivedView' },
    problems: ['invalid_signature', 'unavailable'],
  },
};
