import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { contestStates } from './contests.ts';
import { ContestAcceptanceBody } from './decide-on-contest.ts';
import type { billingRoutes } from './routes.ts';

/** A decision on a contest. */
const ofContest = {
  group: 'operator',
  path: {
    organization: { description: 'The organization’s id.' },
    id: { description: 'The contest’s id.' },
  },
  answers: { 200: 'AdminContestView' },
} as const satisfies Partial<Operation>;

/** The description of the console's routes for contests of statements. */
export const contestOperations = {
  'GET /v1/admin/contests': {
    id: 'listContests',
    group: 'operator',
    summary: 'List contests of statements',
    description: 'Those of all organizations, oldest first. Open ones wait for a decision, or for their credit.',
    query: {
      ...pageParameters,
      state: { description: 'Only contests in this state.', schema: { type: 'string', enum: [...contestStates] } },
    },
    answers: { 200: 'Listing<AdminContestView>' },
    problems: ['invalid_request'],
  },
  'POST /v1/admin/contests/{organization}/{id}/accept': {
    ...ofContest,
    id: 'acceptContest',
    summary: 'Accept a contest',
    description: 'The decision is sealed. A credit reduces the organization’s next invoices at Stripe.',
    body: ContestAcceptanceBody,
    problems: ['not_found', 'conflict', 'stripe_unavailable'],
  },
  'POST /v1/admin/contests/{organization}/{id}/reject': {
    ...ofContest,
    id: 'rejectContest',
    summary: 'Reject a contest',
    description: 'The decision is sealed, and the organization reads the reason.',
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Partial<Operations<typeof billingRoutes>>;
