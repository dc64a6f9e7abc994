import type { Operation, Operations } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import type { adminRoutes } from './routes.ts';
import { useCaseStates } from './use-cases.ts';

/** A decision on a use case. */
const ofUseCase = {
  group: 'operator',
  answers: { 200: 'AdminUseCaseView' },
  problems: ['not_found', 'conflict'],
} as const satisfies Partial<Operation>;

/** The description of the console's routes for use cases. */
export const useCaseOperations = {
  'GET /v1/admin/use-cases': {
    id: 'listAllUseCases',
    group: 'operator',
    summary: 'List use cases',
    description: 'Those of all organizations, oldest first, with the decisions on each.',
    query: {
      ...pageParameters,
      state: { description: 'Only use cases in this state.', schema: { type: 'string', enum: [...useCaseStates] } },
    },
    answers: { 200: 'Listing<AdminUseCaseView>' },
    problems: ['invalid_request'],
  },
  'POST /v1/admin/use-cases/{id}/approve': {
    ...ofUseCase,
    id: 'approveUseCase',
    summary: 'Approve a use case',
    description: 'Within 2 seconds its app reads data whose licence asks for approval.',
  },
  'POST /v1/admin/use-cases/{id}/refuse': {
    ...ofUseCase,
    id: 'refuseUseCase',
    summary: 'Refuse a use case',
    description: 'The organization reads the reason. An earlier use case that was approved stays in force.',
  },
  'POST /v1/admin/use-cases/{id}/revoke': {
    ...ofUseCase,
    id: 'revokeUseCase',
    summary: 'Revoke an approval',
    description: 'Within 2 seconds its app is refused data whose licence asks for approval.',
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
