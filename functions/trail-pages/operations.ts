import type { Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import type { trailPagesRoutes } from './routes.ts';

/** The description of the trail, for callers. */
export const trailPagesOperations: Operations<typeof trailPagesRoutes> = {
  'GET /v1/events': {
    id: 'listActivity',
    group: 'account',
    summary: 'List activity',
    description: 'The changes in your organization: what was done, by whom and when, newest first.',
    query: pageParameters,
    answers: { 200: 'Listing<AuditView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/audit': {
    id: 'listOperatorActivity',
    group: 'operator',
    summary: 'List the operators’ activity',
    description: 'The operators’ own trail, or the trail of one organization, newest first.',
    query: {
      ...pageParameters,
      account: { description: 'The id of an organization. Default: the operators’ own trail.' },
    },
    answers: { 200: 'Listing<AuditView>' },
    problems: ['invalid_request'],
  },
};
