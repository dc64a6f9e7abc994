import type { Operations } from '../../shared/http/operation.ts';
import { holdOperations } from './hold-operations.ts';
import type { adminRoutes } from './routes.ts';
import { SendAgainBody } from './send-mail-again.ts';

/** The description of what an operator does to one organization. */
export const actOperations = {
  ...holdOperations,
  'POST /v1/admin/accounts/{id}/view': {
    id: 'seeAsBuyer',
    group: 'operator',
    summary: 'See an organization as its buyer does',
    description:
      'For an hour this session reads what viewers of the organization read, with the header `Tollgate-View: {id}`. The organization’s trail says so.',
    answers: { 200: 'BuyerViewView' },
    problems: ['not_found', 'conflict'],
  },
  'DELETE /v1/admin/accounts/{id}/view': {
    id: 'stopSeeingAsBuyer',
    group: 'operator',
    summary: 'Stop seeing as the buyer does',
    description: 'It ends now. One that ended already stays so.',
    answers: { 204: null },
    problems: ['not_found'],
  },
  'POST /v1/admin/accounts/{id}/keys/{key}/revoke': {
    id: 'revokeKeyOfAccount',
    group: 'operator',
    summary: 'Revoke a key of an organization',
    description: 'Every request with the key is refused. Its owner reads the reason.',
    path: { key: { description: 'The key’s id.' } },
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'POST /v1/admin/accounts/{id}/mails/{message}/send': {
    id: 'sendEmailAgain',
    group: 'operator',
    summary: 'Send an email again',
    description:
      'An email of the organization’s timeline goes out once more, once an order. It says on which day it was written.',
    path: { message: { description: 'The email’s id, as the timeline has it.' } },
    body: SendAgainBody,
    answers: { 202: 'MailSentAgainView' },
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
