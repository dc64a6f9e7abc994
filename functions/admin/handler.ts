import { httpFunction } from '../../shared/http/stacks.ts';
import { badgeRoutes } from './badge-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import type { AdminDeps } from './deps.ts';
import { eventRoutes } from './event-routes.ts';
import { adminLicenceRoutes } from './licences.ts';
import { overviewRoutes } from './overview-routes.ts';
import { releaseUnits } from './release-units.ts';
import { adminRoutes } from './routes.ts';
import { restoreAccount, suspendAccount } from './suspension.ts';
import { upkeepRoutes } from './upkeep-routes.ts';
import { useCaseRoutes } from './use-case-routes.ts';

/** The operator's console. */
export const admin = (deps: AdminDeps) =>
  httpFunction(deps, adminRoutes, {
    'POST /v1/admin/accounts/{id}/suspend': suspendAccount(deps),
    'POST /v1/admin/accounts/{id}/restore': restoreAccount(deps),
    'POST /v1/admin/accounts/{id}/release-units': releaseUnits(deps),
    ...eventRoutes(deps),
    ...badgeRoutes(deps),
    ...consoleRoutes(deps),
    ...useCaseRoutes(deps),
    ...adminLicenceRoutes(deps),
    ...upkeepRoutes(deps),
    ...overviewRoutes(deps),
  });
