import { listServedDatasets, publishVersion, readDataset, withdrawDataset } from './datasets.ts';
import type { AdminDeps } from './deps.ts';
import { readOperations } from './operations-page.ts';

/** The console's routes for what runs: workers and cost, and datasets with the version that readers get. */
export const datasetRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/operations': readOperations(deps),
  'GET /v1/admin/datasets': listServedDatasets(deps),
  'GET /v1/admin/datasets/{id}': readDataset(deps),
  'POST /v1/admin/datasets/{id}/publish': publishVersion(deps),
  'POST /v1/admin/datasets/{id}/withdraw': withdrawDataset(deps),
});
