import { listAccounts } from './accounts.ts';
import { beginBuyerView, endBuyerView } from './buyer-view.ts';
import type { AdminDeps } from './deps.ts';
import { readKeyVerdict } from './key-verdict.ts';
import { readOrganizationOf } from './organization.ts';
import { searchAll } from './search.ts';
import { listTogether } from './together.ts';

/** The console's routes that answer questions about any organization, person, key or id. */
export const consoleRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/accounts': listAccounts(deps),
  'GET /v1/admin/accounts/{id}/together': listTogether(deps),
  'GET /v1/admin/organizations/{id}': readOrganizationOf(deps),
  'POST /v1/admin/accounts/{id}/view': beginBuyerView(deps),
  'DELETE /v1/admin/accounts/{id}/view': endBuyerView(deps),
  'GET /v1/admin/search': searchAll(deps),
  'GET /v1/admin/keys/{id}': readKeyVerdict(deps),
});
