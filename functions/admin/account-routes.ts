import { listAccounts } from './accounts.ts';
import type { AdminDeps } from './deps.ts';
import { releaseUnits } from './release-units.ts';
import { restoreAccount, suspendAccount } from './suspension.ts';
import { listTogether } from './together.ts';

/** The console's routes for accounts. */
export const accountRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/accounts': listAccounts(deps),
  'GET /v1/admin/accounts/{id}/together': listTogether(deps),
  'POST /v1/admin/accounts/{id}/suspend': suspendAccount(deps),
  'POST /v1/admin/accounts/{id}/restore': restoreAccount(deps),
  'POST /v1/admin/accounts/{id}/release-units': releaseUnits(deps),
});
