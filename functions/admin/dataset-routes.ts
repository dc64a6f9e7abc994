import { listDatasets, publishVersion, readDataset, withdrawDataset } from './datasets.ts';
import type { AdminDeps } from './deps.ts';

/** The console's routes for datasets: their versions, and the one that readers get. */
export const datasetRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/datasets': listDatasets(deps),
  'GET /v1/admin/datasets/{id}': readDataset(deps),
  'POST /v1/admin/datasets/{id}/publish': publishVersion(deps),
  'POST /v1/admin/datasets/{id}/withdraw': withdrawDataset(deps),
});
