import type { Operations } from '../../shared/http/operation.ts';
import { holdOperations } from './hold-operations.ts';
import type { adminRoutes } from './routes.ts';

/** The description of what an operator does to one organization. */
export const actOperations = {
  ...holdOperations,
  'POST /v1/admin/accounts/{id}/keys/{key}/revoke': {
    id: 'revokeKeyOfAccount',
    group: 'operator',
    summary: 'Revoke a key of an organization',
    description: 'Every request with the key is refused. Its owner reads the reason.',
    path: { key: { description: 'The key’s id.' } },
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
