import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { DeliveryReplayBody } from './deliveries.ts';
import { NewWebhookBody, SecretRotationBody, WebhookChangeBody } from './registered.ts';
import type { webhooksRoutes } from './routes.ts';

const own = {
  'GET /v1/webhooks': {
    id: 'listWebhooks',
    group: 'webhooks',
    summary: 'List webhooks',
    description: 'The webhooks, oldest first.',
    answers: { 200: 'Listing<WebhookView>' },
  },
  'POST /v1/webhooks': {
    id: 'createWebhook',
    group: 'webhooks',
    summary: 'Create a webhook',
    description: 'Registers an address. The answer shows the signing secret, once.',
    body: NewWebhookBody,
    answers: { 201: 'SecretWebhookView' },
    problems: ['conflict'],
  },
  'PATCH /v1/webhooks/{id}': {
    id: 'changeWebhook',
    group: 'webhooks',
    summary: 'Change a webhook',
    description: 'Changes the address or the events, or enables and disables it.',
    body: WebhookChangeBody,
    answers: { 200: 'WebhookView' },
    problems: ['not_found', 'conflict'],
  },
  'DELETE /v1/webhooks/{id}': {
    id: 'deleteWebhook',
    group: 'webhooks',
    summary: 'Delete a webhook',
    description: 'Deletes it. Deliveries that failed are not tried again.',
    answers: { 204: null },
    problems: ['not_found'],
  },
  'POST /v1/webhooks/{id}/rotate': {
    id: 'rotateWebhookSecret',
    group: 'webhooks',
    summary: 'Rotate a signing secret',
    description: 'Makes a new signing secret. The old one signs beside it for as long as you say.',
    body: SecretRotationBody,
    answers: { 201: 'SecretWebhookView' },
    problems: ['not_found', 'conflict'],
  },
  'POST /v1/webhooks/{id}/test': {
    id: 'testWebhook',
    group: 'webhooks',
    summary: 'Send a test event',
    description: 'Sends an event of the type `webhook.test` with a challenge for your address to answer.',
    answers: { 202: 'SentEventView' },
    problems: ['not_found', 'conflict', 'rate_limited'],
  },
  'GET /v1/webhooks/{id}/deliveries': {
    id: 'listDeliveries',
    group: 'webhooks',
    summary: 'List deliveries',
    description: 'The deliveries of the past 30 days, latest event first.',
    query: pageParameters,
    answers: { 200: 'Listing<DeliveryView>' },
    problems: ['not_found', 'invalid_request'],
  },
  'POST /v1/webhooks/{id}/replay': {
    id: 'replayDeliveries',
    group: 'webhooks',
    summary: 'Resend deliveries',
    description: 'Sends one event again, or every event of a time range that did not arrive. The ids stay the same.',
    body: DeliveryReplayBody,
    answers: { 202: 'ReplayedDeliveriesView' },
    problems: ['not_found', 'conflict', 'rate_limited'],
  },
} as const satisfies Readonly<Record<string, Operation>>;

type OfOperators = Exclude<keyof typeof webhooksRoutes, keyof typeof own>;

const ofOrganization = {
  organization: { description: 'The organization whose webhooks are read. Default: the operators’ own.' },
};

/** The same for the operators' own webhooks, which hear of every organization. */
const ofOperators = Object.fromEntries(
  Object.entries<Operation>(own).map(([route, operation]) => {
    const id = operation.id.replace(/Webhooks?|Delivery|Deliveries/, (word) => `Operator${word}`);
    const query = { ...operation.query, ...(route.startsWith('GET ') && ofOrganization) };
    return [route.replace('/v1/', '/v1/admin/'), { ...operation, id, group: 'operator', query }];
  }),
) as Record<OfOperators, Operation>;

/** The description of webhooks, for callers. */
export const webhooksOperations: Operations<typeof webhooksRoutes> = { ...own, ...ofOperators };
