import { decideOnUseCase } from './decide-on-use-case.ts';
import type { AdminDeps } from './deps.ts';
import { listAllUseCases } from './use-cases.ts';

/** The console's routes for use cases. */
export const useCaseRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/use-cases': listAllUseCases(deps),
  'POST /v1/admin/use-cases/{id}/approve': decideOnUseCase(deps, 'approve'),
  'POST /v1/admin/use-cases/{id}/refuse': decideOnUseCase(deps, 'refuse'),
  'POST /v1/admin/use-cases/{id}/revoke': decideOnUseCase(deps, 'revoke'),
});
