import { operatorsWho as who } from '../../shared/domain/accounts/operator.ts';
import { asOperator, type Route } from '../../shared/http/route.ts';
import { listAccounts } from './accounts.ts';
import type { AdminDeps } from './deps.ts';
import { releaseUnits } from './release-units.ts';
import { restoreAccount, suspendAccount } from './suspension.ts';
import { listTogether } from './together.ts';

/** The console's routes for accounts. */
export const accountRoutes = (deps: AdminDeps): Readonly<Record<string, Route>> => ({
  'GET /v1/admin/accounts': asOperator(deps, who.read, listAccounts(deps)),
  'GET /v1/admin/accounts/{id}/together': asOperator(deps, who.read, listTogether(deps)),
  'POST /v1/admin/accounts/{id}/suspend': asOperator(deps, who.decideOnAccounts, suspendAccount(deps)),
  'POST /v1/admin/accounts/{id}/restore': asOperator(deps, who.decideOnAccounts, restoreAccount(deps)),
  'POST /v1/admin/accounts/{id}/release-units': asOperator(deps, who.decideOnAccounts, releaseUnits(deps)),
});
