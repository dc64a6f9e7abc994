import type { AdminDeps } from './deps.ts';
import { listDrift } from './drift.ts';
import { listSuppressions, releaseAddress } from './suppressions.ts';

/** The console's routes for corrections and blocked addresses. */
export const upkeepRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/drift': listDrift(deps),
  'GET /v1/admin/suppressions': listSuppressions(deps),
  'POST /v1/admin/suppressions/release': releaseAddress(deps),
});
