import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { refusalSpanParameters } from '../../shared/http/refusal-parameters.ts';

import type { trailPagesRoutes } from './routes.ts';

const time = { type: 'string', format: 'date-time' };
const span = {
  from: { description: 'The first day or time, in UTC.', schema: time },
  to: { description: 'The day or time after the last one, in UTC.', schema: time },
} as const;

/** A list of refused calls. */
const refusals = {
  query: {
    ...pageParameters,
    ...refusalSpanParameters,
    key: { description: 'Only calls of the key with this id.' },
    app: { description: 'Only calls of the app with this id.' },
  },
  answers: { 200: 'Listing<RefusalView>' },
  problems: ['invalid_request'],
} as const satisfies Partial<Operation>;

/** The description of the trail, for callers. */
export const trailPagesOperations: Operations<typeof trailPagesRoutes> = {
  'GET /v1/events': {
    id: 'listActivity',
    group: 'account',
    summary: 'List activity',
    description: 'The changes in your organization: what was done, by whom and when, newest first.',
    query: {
      ...pageParameters,
      action: { description: 'Only this action.' },
      kind: { description: 'Only actions on a kind of thing, such as `key`.' },
      key: { description: 'Only changes of this key.' },
      actor: { description: 'Only what this person did.' },
      ...span,
    },
    answers: { 200: { 'application/json': 'Listing<AuditView>', 'text/csv': 'string' } },
    problems: ['invalid_request'],
  },
  'GET /v1/refusals': {
    ...refusals,
    id: 'listRefusals',
    group: 'usage',
    audience: 'pages',
    summary: 'List refused requests',
    description:
      'The refused requests of your keys in the last 30 days, latest first: all counted, the first of each minute told. A page of one key or app may have fewer entries than its limit.',
  },
  'GET /v1/requests': {
    id: 'listRequests',
    group: 'usage',
    audience: 'pages',
    summary: 'List requests',
    description:
      'The requests of your keys, latest first. Refused ones are kept for 30 days. Served ones are listed once the ledger’s hour is sealed. A page may have fewer entries than its limit.',
    query: {
      ...pageParameters,
      status: {
        description: 'Which requests.',
        schema: { type: 'string', enum: ['refused', 'served'], default: 'refused' },
      },
      key: { description: 'Only calls of the key with this id.' },
      app: { description: 'Only calls of the app with this id.' },
      dataset: { description: 'Only calls of this dataset.' },
      reason: { description: 'Only calls refused with this code.' },
      ...span,
    },
    answers: { 200: 'RequestListView' },
    problems: ['invalid_request'],
  },
  'GET /v1/requests/{id}': {
    id: 'readRequest',
    group: 'usage',
    audience: 'pages',
    summary: 'Read a request',
    description: 'One request of the log, by the id that the list has.',
    answers: { 200: 'RequestView' },
    problems: ['not_found'],
  },
  'GET /v1/admin/accounts/{id}/refusals': {
    ...refusals,
    id: 'listRefusalsOf',
    group: 'operator',
    summary: 'List an organization’s refused requests',
    description: 'The refused requests of its keys in the last 30 days, latest first.',
  },
  'GET /v1/admin/organizations/{id}/timeline': {
    id: 'readTimeline',
    group: 'operator',
    summary: 'Read an organization’s timeline',
    description:
      'Everything that happened, newest first: its activity, operators’ decisions, licences, emails, Stripe’s events, requests served on each UTC day, and refused requests. A page of some kinds may have fewer than 50 lines.',
    query: {
      kinds: { description: 'Kinds of lines, separated by commas. Default: all.' },
      until: { description: 'Lines of before this time alone, for the kinds `email` and `refusal`.' },
      cursor: { description: 'The cursor of the previous page. Without it, the timeline begins with its newest line.' },
    },
    answers: { 200: 'TimelineView' },
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
