import type { Operation, Operations } from '../../shared/http/operation.ts';
import type { adminRoutes } from './routes.ts';

/** A decision on a legal hold. */
const ofHold = {
  group: 'operator',
  answers: { 204: null },
  problems: ['not_found', 'conflict'],
} as const satisfies Partial<Operation>;

/** The description of the console's routes for legal holds. */
export const holdOperations = {
  'POST /v1/admin/accounts/{id}/hold': {
    ...ofHold,
    id: 'holdEvidence',
    summary: 'Place a legal hold',
    description:
      'Evidence about the organization is erased no more, even if it is deleted. Its owner reads the reason.',
  },
  'POST /v1/admin/accounts/{id}/release': {
    ...ofHold,
    id: 'releaseEvidence',
    summary: 'Release a legal hold',
    description: 'Evidence is kept for its usual time again. Erasures that waited go on by themselves.',
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
