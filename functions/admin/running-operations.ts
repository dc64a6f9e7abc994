import type { Operations } from '../../shared/http/operation.ts';
import type { adminRoutes } from './routes.ts';

/** The descriptions of the routes about the operators themselves, and about what runs. */
export const runningOperations = {
  'GET /v1/admin/roles': {
    id: 'readRoles',
    group: 'operator',
    summary: 'List operators and roles',
    description: 'The operators of the configuration with their roles now, and the acts that each role may do.',
    answers: { 200: 'RolesView' },
    problems: ['invalid_request'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
