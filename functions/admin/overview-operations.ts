import type { Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { organizationOrders, organizationStates } from './organization-list.ts';
import type { adminRoutes } from './routes.ts';

/** The description of the routes over all organizations, for operators. */
export const overviewOperations = {
  'GET /v1/admin/today': {
    id: 'readToday',
    group: 'operator',
    summary: 'Read what needs operators',
    description: 'Failing payments, events to replay, reviews, corrections, revenue and workers, as stored.',
    answers: { 200: 'TodayView' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/revenue': {
    id: 'readRevenue',
    group: 'operator',
    summary: 'Read revenue',
    description: 'Monthly revenue with its bridge, churn and risks, by currency, from rollups by day.',
    query: {
      from: {
        description: 'The first UTC day. Default: 90 days before `to`.',
        schema: { type: 'string', format: 'date' },
      },
      to: { description: 'The UTC day after the last. Default: tomorrow.', schema: { type: 'string', format: 'date' } },
    },
    answers: { 200: 'RevenueView' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/organizations': {
    id: 'listOrganizationRows',
    group: 'operator',
    summary: 'List organizations by an order',
    description:
      '`revenue` lists those that pay, `failing` those whose payment fails, `seen` those that read within 400 days; `created` and `name` list all. A page of one state or product may be short, or empty, and still have a cursor.',
    query: {
      ...pageParameters,
      sort: {
        description: 'The order.',
        schema: { type: 'string', enum: [...organizationOrders], default: 'created' },
      },
      currency: { description: 'The currency of the order by revenue. Default: that of the first price.' },
      state: { description: 'Only those in this state.', schema: { type: 'string', enum: [...organizationStates] } },
      sold: { description: 'Only those that pay for `plan:ID` or `badge:ID`, for `other`, or for `none`.' },
    },
    answers: { 200: 'Listing<OrganizationRowView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/requests': {
    id: 'listReaders',
    group: 'operator',
    summary: 'List organizations that read a dataset',
    description:
      'With the records, requests and keys of each day, and the licence that was accepted before it ended. A key has its days alone. The last quarter of an hour may be missing.',
    query: {
      ...pageParameters,
      dataset: { description: 'The id of a dataset or an API. Needed without `key`.' },
      key: { description: 'The id of a key.' },
      day: { description: 'One UTC day. Default: yesterday.', schema: { type: 'string', format: 'date' } },
      from: { description: 'The first UTC day.', schema: { type: 'string', format: 'date' } },
      to: { description: 'The UTC day after the last.', schema: { type: 'string', format: 'date' } },
    },
    answers: { 200: 'ReaderListView' },
    problems: ['invalid_request', 'not_found'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
