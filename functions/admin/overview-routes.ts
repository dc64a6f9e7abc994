import { datasetRoutes } from './dataset-routes.ts';
import type { AdminDeps } from './deps.ts';
import { listOrganizationRows } from './organization-list.ts';
import { listReaders } from './readers.ts';
import { readRevenue } from './revenue.ts';
import { readRoles } from './roles.ts';
import { readToday } from './today.ts';

/** The console's routes over all organizations: what needs operators, revenue, and their list. */
export const overviewRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/today': readToday(deps),
  'GET /v1/admin/revenue': readRevenue(deps),
  'GET /v1/admin/organizations': listOrganizationRows(deps),
  'GET /v1/admin/requests': listReaders(deps),
  'GET /v1/admin/roles': readRoles(deps),
  ...datasetRoutes(deps),
});
